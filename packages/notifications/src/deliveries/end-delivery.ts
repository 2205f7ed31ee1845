import { sql, type Kysely } from 'kysely'
import type { DeliveryState, NotificationsDatabase } from '../notifications-database.ts'

/** How one attempt to tell an agent of an event ended. */
export interface EndedDelivery {
  eventId: string
  agent: string
  state: Exclude<DeliveryState, 'waiting'>
  reason?: string | undefined
}

/** Notes how an attempt ended; its turn is used up, and its claim is over. What was sent stays sent. */
export const endDelivery = async (db: Kysely<NotificationsDatabase>, { eventId, agent, state, reason }: EndedDelivery): Promise<void> => {
  await sql`
    update backlot.notification_deliveries
    set state = ${state}, reason = ${reason ?? null}, attempts = attempts + 1, turn_at = null, claimed_until = null,
      updated_at = now()
    where event_id = ${eventId} and agent = ${agent} and state <> 'sent'`.execute(db)
}
