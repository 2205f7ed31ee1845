import { sql, type Kysely } from 'kysely'
import type { DeliveryState, NotificationsDatabase } from '../notifications-database.ts'

/** What one agent was told, or was not. */
export interface Delivery {
  id: string
  eventId: string
  eventType: string
  agent: string
  title: string
  state: DeliveryState
  attempts: number
  /** Why the last attempt failed, or what a successful one left to say. */
  reason: string | null
  createdAt: Date
  updatedAt: Date
}

/** Which deliveries a list is about; everything left out is not looked at. */
export interface DeliveryFilter {
  agent?: string | undefined
  state?: DeliveryState | undefined
  /** A type or a category. */
  event?: string | undefined
  /** Begun at or after. */
  since?: Date | undefined
}

/** The delivery log, newest first, by pages. `next`: give it as `cursor` for the next page; undefined on the last. */
export const listDeliveries = async (
  db: Kysely<NotificationsDatabase>,
  { agent, state, event, since }: DeliveryFilter,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number } = {},
): Promise<{ deliveries: Delivery[]; next: string | undefined }> => {
  const { rows } = await sql<Delivery>`
    select id::text, event_id as "eventId", event_type as "eventType", agent, title, state, attempts, reason,
      created_at as "createdAt", updated_at as "updatedAt"
    from backlot.notification_deliveries d
    where (${agent ?? null}::text is null or agent = ${agent ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (${event ?? null}::text is null or event_type = ${event ?? null} or split_part(event_type, '.', 1) = ${event ?? null})
      and (${since ?? null}::timestamptz is null or created_at >= ${since ?? null})
      and (${cursor ?? null}::bigint is null or id < ${cursor ?? null}::bigint)
    order by d.id desc limit ${limit + 1}`.execute(db)
  const deliveries = rows.slice(0, limit)
  return { deliveries, next: rows.length > limit ? deliveries.at(-1)?.id : undefined }
}
