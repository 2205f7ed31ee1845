import type { MigrationSet } from '@backlot/jobs'
import { notifications } from './migrations/0001-notifications.ts'
import { deliveryClaims } from './migrations/0002-delivery-claims.ts'

/** The migrations of the tables that this package owns. */
export const notificationsMigrations: MigrationSet = {
  owner: 'notifications',
  migrations: { '0001_notifications': notifications, '0002_delivery_claims': deliveryClaims },
}
