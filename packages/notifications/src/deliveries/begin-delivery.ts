import type { Duration } from '@backlot/jobs/define'
import { toMilliseconds } from '@backlot/jobs/define'
import { sendTimeout } from '@backlot/jobs/system'
import { sql, type Kysely } from 'kysely'
import type { NotificationsDatabase } from '../notifications-database.ts'

/** An event that an agent is about to be told of. */
export interface NewDelivery {
  eventId: string
  eventType: string
  agent: string
  title: string
  rateLimit: { max: number; per: Duration }
}

/** Whether it was told before, and else how long it is until its turn. 0: it is the caller's to send, and nobody else's. */
export type Turn = { sent: true } | { sent: false; waitMs: number }

/** Longer than a send and its note can take: who sends longer than this has died. */
const claimMs = toMilliseconds(sendTimeout) + toMilliseconds('15s')

/**
 * Notes that an agent is about to be told of an event, and gives it a turn under the agent's rate limit, which all hosts
 * share: no more than `max` turns lie within any time of length `per`. A turn that was given is kept until it was used.
 * Of two who ask at the same time one gets to send; the other waits until it is known what came of that, or until the
 * first must have died.
 */
export const beginDelivery = async (db: Kysely<NotificationsDatabase>, delivery: NewDelivery): Promise<Turn> =>
  await db.transaction().execute(async (tx) => {
    const { eventId, eventType, agent, title } = delivery
    // Locked, so that of two jobs for the same event the second waits and sees what the first did.
    const { rows } = await sql<{ state: string; wait_ms: number | null; claimed_ms: number | null }>`
      insert into backlot.notification_deliveries as d (event_id, event_type, agent, title)
      values (${eventId}, ${eventType}, ${agent}, ${title})
      on conflict (event_id, agent) do update set title = excluded.title
      returning state, extract(epoch from turn_at - clock_timestamp())::float8 * 1000 as wait_ms,
        extract(epoch from claimed_until - clock_timestamp())::float8 * 1000 as claimed_ms`.execute(tx)
    const [known] = rows
    if (known?.state === 'sent') return { sent: true }
    const claimedMs = known?.claimed_ms ?? 0
    if (claimedMs > 0) return { sent: false, waitMs: claimedMs }
    const waitMs = Math.max(0, known?.wait_ms ?? (await takeTurn(tx, delivery)))
    if (waitMs === 0) await claim(tx, delivery)
    return { sent: false, waitMs }
  })

const claim = async (tx: Kysely<NotificationsDatabase>, { eventId, agent }: NewDelivery): Promise<void> => {
  await sql`
    update backlot.notification_deliveries set claimed_until = clock_timestamp() + ${claimMs}::float8 * interval '1 ms'
    where event_id = ${eventId} and agent = ${agent}`.execute(tx)
}

/** Reserves the next free turn; gives how long it is until then, in milliseconds. */
const takeTurn = async (tx: Kysely<NotificationsDatabase>, { eventId, agent, rateLimit: { max, per } }: NewDelivery): Promise<number> => {
  const perMs = toMilliseconds(per)
  await sql`select pg_advisory_xact_lock(hashtextextended('backlot notification turns ' || ${agent}, 0))`.execute(tx)
  await sql`
    delete from backlot.notification_turns
    where agent = ${agent} and at < clock_timestamp() - ${perMs}::float8 * interval '1 ms'`.execute(tx)
  const { rows } = await sql<{ wait_ms: number }>`
    with turn as (
      insert into backlot.notification_turns (agent, at)
      select ${agent}, greatest(
        clock_timestamp(),
        -- The turn that is max turns ago must be a whole period ago.
        (select at from backlot.notification_turns where agent = ${agent} order by at desc offset ${max - 1} limit 1)
          + ${perMs}::float8 * interval '1 ms')
      returning at
    )
    update backlot.notification_deliveries d set turn_at = turn.at from turn
    where d.event_id = ${eventId} and d.agent = ${agent}
    returning extract(epoch from turn.at - clock_timestamp())::float8 * 1000 as wait_ms`.execute(tx)
  return rows[0]?.wait_ms ?? 0
}
