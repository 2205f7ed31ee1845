import { sql, type QueryExecutorProvider } from 'kysely'
import type { ActivityOutcome } from './activity-database.ts'

/** Something that somebody did. */
export interface NewActivity {
  /** Who: an account, `radarr main`, `schedule cleanup`, `somebody` where nobody is known by name. */
  actor: string
  /** What, as thing and verb: `library.added`, `file.matched`. */
  deed: string
  /** To which thing: its type, its id, and what people call it now, since it may be gone when this is read. */
  target?: { type: string; id: string; name?: string | undefined } | undefined
  /** From where: `127.0.0.1`, `this machine`, `job ID`. */
  origin: string
  /** Default `done`. */
  outcome?: ActivityOutcome | undefined
  /** Why it was refused or failed. */
  reason?: string | undefined
  /** Facts beside it; never secrets. */
  data?: Record<string, unknown> | undefined
}

/** Writes deeds down, all with one statement: give it the transaction in which they are done, so that neither is without the other. */
export const recordActivity = async (tx: QueryExecutorProvider, activities: NewActivity | readonly NewActivity[]): Promise<void> => {
  const rows = [activities].flat().map(({ actor, deed, target, origin, outcome = 'done', reason, data = {} }) => ({
    actor,
    deed,
    target_type: target?.type,
    target_id: target?.id,
    target_name: target?.name,
    origin,
    outcome,
    reason,
    data,
  }))
  if (rows.length === 0) return
  await sql`
    insert into backlot.activity (actor, deed, target_type, target_id, target_name, origin, outcome, reason, data)
    select actor, deed, target_type, target_id, target_name, origin, outcome, reason, data
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (actor text, deed text, target_type text, target_id text, target_name text,
      origin text, outcome text, reason text, data jsonb)`.execute(tx)
}
