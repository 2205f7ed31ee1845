import { sql, type Kysely } from 'kysely'
import type { ActivityDatabase, ActivityOutcome } from './activity-database.ts'

/** An entry of the activity log. */
export interface Activity {
  id: string
  at: Date
  actor: string
  deed: string
  target: { type: string; id: string; name: string | null } | null
  origin: string
  outcome: ActivityOutcome
  reason: string | null
  data: Record<string, unknown>
}

/** Which entries a list is about; everything left out is not looked at. */
export interface ActivityFilter {
  actor?: string | undefined
  /** A deed (`library.added`) or the thing of it (`library`). */
  deed?: string | undefined
  target?: { type: string; id?: string | undefined } | undefined
  outcome?: ActivityOutcome | undefined
  /** At or after. */
  since?: Date | undefined
  /** Before. */
  until?: Date | undefined
}

/** The activity log, newest first, by pages. `next`: give it as `cursor` for the next page; undefined on the last. */
export const listActivity = async (
  db: Kysely<ActivityDatabase>,
  { actor, deed, target, outcome, since, until }: ActivityFilter = {},
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number } = {},
): Promise<{ activity: Activity[]; next: string | undefined }> => {
  const { rows } = await sql<Activity>`
    select id::text, at, actor, deed, origin, outcome, reason, data,
      case when target_type is not null then jsonb_build_object('type', target_type, 'id', target_id, 'name', target_name) end as target
    from backlot.activity a
    where (${actor ?? null}::text is null or actor = ${actor ?? null})
      and (${deed ?? null}::text is null or deed = ${deed ?? null} or split_part(deed, '.', 1) = ${deed ?? null})
      and (${target?.type ?? null}::text is null or target_type = ${target?.type ?? null})
      and (${target?.id ?? null}::text is null or target_id = ${target?.id ?? null})
      and (${outcome ?? null}::text is null or outcome = ${outcome ?? null})
      and (${since ?? null}::timestamptz is null or at >= ${since ?? null})
      and (${until ?? null}::timestamptz is null or at < ${until ?? null})
      and (${cursor ?? null}::bigint is null or id < ${cursor ?? null}::bigint)
    order by a.id desc limit ${limit + 1}`.execute(db)
  const activity = rows.slice(0, limit)
  return { activity, next: rows.length > limit ? activity.at(-1)?.id : undefined }
}
