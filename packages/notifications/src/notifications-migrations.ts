import type { MigrationSet } from '@backlot/jobs'
import { notifications } from './migrations/0001-notifications.ts'

/** The migrations of the tables that this package owns. */
export const notificationsMigrations: MigrationSet = { owner: 'notifications', migrations: { '0001_notifications': notifications } }
