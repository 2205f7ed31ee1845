import type { Client, Inserted } from '../client/client.ts'
import type { JobDefinition } from '../define/define-job.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import { nextOccurrence } from './next-occurrence.ts'
import { scheduleColumns, type ScheduleRow } from './read-schedules.ts'

export interface FireDeps {
  storage: Storage
  client: Client
  logger: Logger
  /** The definition of a kind; undefined when this host does not know it. */
  definitionOf: (kind: string) => JobDefinition | undefined
}

/**
 * Inserts the job of each schedule that is due and moves it to its next time, in one transaction: whichever host comes
 * first holds the row, so a time fires once in the cluster; however many times passed unseen, one job makes up for them.
 * Gives how many milliseconds there are until the next is due, undefined where none is to come. What came due after the
 * look counts, with none; what was due and is another host's does not.
 */
export const fireDueSchedules = async (deps: FireDeps): Promise<number | undefined> =>
  await deps.storage.transaction(async (tx) => {
    const { rows } = await tx.executeSql<ScheduleRow>(
      `select ${scheduleColumns} from backlot_jobs.schedules where enabled and next_at <= now() order by name for update skip locked`,
    )
    const known = rows.filter(({ kind }) => deps.definitionOf(kind) !== undefined)
    for (const schedule of known) await fire(deps, tx, schedule)
    // now() is the beginning of the transaction in both statements, so that no time falls between them.
    const { rows: next } = await tx.executeSql<{ ms: number | null }>(
      'select extract(epoch from min(next_at) - clock_timestamp())::float8 * 1000 as ms from backlot_jobs.schedules where enabled and next_at > now()',
    )
    return next[0]?.ms ?? undefined
  })

/** Inserts the job of one schedule now, beside its times. Undefined when there is none of that name. */
export const fireByHand = async (deps: FireDeps, tx: SqlExecutor, name: string): Promise<Inserted | undefined> => {
  const { rows } = await tx.executeSql<ScheduleRow>(`select ${scheduleColumns} from backlot_jobs.schedules where name = $1 for update`, [
    name,
  ])
  const [schedule] = rows
  return schedule === undefined ? undefined : await fire(deps, tx, schedule)
}

const fire = async ({ storage, client, logger, definitionOf }: FireDeps, tx: SqlExecutor, schedule: ScheduleRow) => {
  const { name, kind, args, cron, timeZone } = schedule
  const definition = definitionOf(kind)
  if (definition === undefined) return undefined
  const inserted = await client.insert(
    { kind, args, definition },
    { tx: { query: async (text, values) => await tx.executeSql(text, values) } },
  )
  logger.info({ schedule: name, job: inserted.id, duplicate: inserted.duplicate }, `Schedule ${name} inserted ${kind}`)
  const nextAt = nextOccurrence(storage, cron, timeZone, new Date(storage.clock.now()))
  await tx.executeSql('update backlot_jobs.schedules set next_at = $2, last_at = now(), last_job_id = $3 where name = $1', [
    name,
    nextAt,
    inserted.id,
  ])
  return inserted
}
