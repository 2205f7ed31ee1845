import type { ColumnType, Generated } from 'kysely'

/** How far telling one agent of one event is. `waiting` is for its turn, `retrying` follows a failure. */
export type DeliveryState = 'waiting' | 'retrying' | 'sent' | 'failed'

/** `backlot.notification_deliveries`: one row for an event and an agent. */
interface DeliveriesTable {
  id: Generated<string>
  event_id: string
  event_type: string
  agent: string
  title: string
  state: Generated<DeliveryState>
  /** How often it was tried. */
  attempts: Generated<number>
  /** Why the last attempt failed, or what a successful one left to say. */
  reason: string | null
  /** Its turn under the agent's rate limit; null: none is reserved. */
  turn_at: Date | null
  /** Until then one job is about to send it, and no other does; null: nobody. */
  claimed_until: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

/** `backlot.notification_turns`: when each agent sent or will send, as far back as its rate limit looks. */
interface TurnsTable {
  agent: string
  at: Date
}

/** `backlot.notification_digests`: events that are told as one; open until the digest is told. */
interface DigestsTable {
  id: string
  key: string
  type: string
  opened_at: Generated<Date>
  due_at: Date
  closed_at: Date | null
}

/** `backlot.notification_gathered`: an event that waits in a digest, or was told in one. */
interface GatheredTable {
  event_id: string
  digest_id: string
  position: Generated<string>
  event: ColumnType<unknown, string, never>
}

/** The tables that this package owns, for Kysely. */
export interface NotificationsDatabase {
  'backlot.notification_deliveries': DeliveriesTable
  'backlot.notification_turns': TurnsTable
  'backlot.notification_digests': DigestsTable
  'backlot.notification_gathered': GatheredTable
}
