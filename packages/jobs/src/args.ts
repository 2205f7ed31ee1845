// What an enqueuer of the core's own kinds imports.
export { batchJobs, cleanUp, notificationEvent, sendNotification, type NotificationEvent } from './system/args.ts'
