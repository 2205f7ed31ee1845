import { bundle, type Bundle } from '@backlot/jobs'
import { notificationsMigrations } from './notifications-migrations.ts'

/** What this package brings to a host: its tables. Agents, digests and cleanup targets are given to `systemJobs`. */
export const notificationsBundle = (): Bundle =>
  bundle({ name: '@backlot/notifications', version: '0.1.0', migrations: [notificationsMigrations] })
