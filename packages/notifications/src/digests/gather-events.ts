import { randomUUID } from 'node:crypto'
import type { Insert } from '@backlot/jobs'
import { sendNotification, type NotificationEvent } from '@backlot/jobs/args'
import { toMilliseconds } from '@backlot/jobs/define'
import type { GatherEvents, NotificationAgent } from '@backlot/jobs/system'
import { sql, type Kysely } from 'kysely'
import { eventTypeRule } from '../events/event-types.ts'
import type { NotificationsDatabase } from '../notifications-database.ts'
import { composeDigest } from './compose-digest.ts'
import { digestKey } from './digest-key.ts'

/** What gathering needs: where events wait, and who would be told. */
export interface GatherDeps {
  db: Kysely<NotificationsDatabase>
  agents: readonly Pick<NotificationAgent, 'enabled' | 'takes'>[]
}

/**
 * Makes the digests of the core's `notification` kind. An event whose type is gathered is stored with those of its key, and
 * with the first of them, in the same transaction, one more `notification` that waits until the digest is due: it says
 * which digest, closes it, and what it had gathered is told as one event. An event is stored once, and a digest that was
 * closed stays what it is, so a job that runs twice changes nothing; one that comes later begins the next digest.
 */
export const createGather =
  ({ db, agents }: GatherDeps): GatherEvents =>
  async (event, { insert }) => {
    const digest = event.data?.['digest']
    if (typeof digest === 'string') return await closeDigest(db, digest)
    const window = eventTypeRule(event.type)?.gather
    // What nobody takes is not kept.
    if (window === undefined || !agents.some((agent) => agent.enabled && agent.takes(event))) return event
    await putAside(db, event, { insert, windowMs: toMilliseconds(window) })
    return undefined
  }

interface OpenDigest {
  id: string
  opened_at: Date
  due_at: Date
  begun: boolean
  overdue: boolean
}

const putAside = async (
  db: Kysely<NotificationsDatabase>,
  event: NotificationEvent,
  { insert, windowMs }: { insert: Insert; windowMs: number },
): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const { rows: known } = await sql`select from backlot.notification_gathered where event_id = ${event.id}`.execute(tx)
    if (known.length > 0) return
    const id = randomUUID()
    // Updates nothing: it locks the open digest, so that it is not closed before this event is in it. One that was closed
    // while this waited for the lock is none any more, and a new one begins.
    const { rows } = await sql<OpenDigest>`
      insert into backlot.notification_digests as d (id, key, type, due_at)
      values (${id}, ${digestKey(event)}, ${event.type}, now() + ${windowMs}::float8 * interval '1 ms')
      on conflict (key) where closed_at is null do update set key = excluded.key
      returning id, opened_at, due_at, id = ${id} as begun, due_at < now() as overdue`.execute(tx)
    const [digest] = rows
    if (digest === undefined) throw new Error(`The digest of ${event.type} was neither begun nor found`)
    await sql`
      insert into backlot.notification_gathered (event_id, digest_id, event) values (${event.id}, ${digest.id}, ${JSON.stringify(event)})
      on conflict do nothing`.execute(tx)
    // Overdue: somebody may have cancelled its job; where it still waits, this one is a duplicate.
    if (digest.begun || digest.overdue)
      await insert(sendNotification({ event: dueEvent(event.type, digest) }), { tx, runAt: digest.due_at })
  })
}

/** Says that a digest is due; always the same for the same digest. */
const dueEvent = (type: string, { id, opened_at }: OpenDigest): NotificationEvent => ({
  id: `digest:${id}`,
  type,
  timestamp: opened_at.toISOString(),
  data: { digest: id },
})

const closeDigest = async (db: Kysely<NotificationsDatabase>, id: string): Promise<NotificationEvent | undefined> =>
  await db.transaction().execute(async (tx) => {
    await sql`update backlot.notification_digests set closed_at = coalesce(closed_at, now()) where id::text = ${id}`.execute(tx)
    const { rows } = await sql<{ event: NotificationEvent }>`
      select event from backlot.notification_gathered where digest_id::text = ${id} order by position`.execute(tx)
    return composeDigest(
      id,
      rows.map(({ event }) => event),
    )
  })
