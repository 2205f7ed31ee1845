// What an enqueuer of the core's own kinds imports.
export { cleanUp, notificationEvent, sendNotification, type NotificationEvent } from './system/args.ts'
