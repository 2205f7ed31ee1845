// The core's own kinds: `notification` and `cleanup`.
export { agingRows, type AgingRows } from './system/aging-rows.ts'
export { batchJobs, cleanUp, notificationEvent, sendNotification, type NotificationEvent } from './system/args.ts'
export { systemJobs, type SystemPorts } from './system/bundle.ts'
export { sendTimeout, type CleanupTarget, type GatherEvents, type NotificationAgent, type SendOptions } from './system/ports.ts'
