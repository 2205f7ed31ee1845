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
 */
export const fireDueSchedules = async (deps: FireDeps): Promise<Inserted[]> =>
  await deps.storage.transaction(async (tx) => {
    const { rows } = await tx.executeSql<ScheduleRow>(
      `select ${scheduleColumns} from backlot_jobs.schedules where enabled and next_at <= now() order by name for update skip locked`,
    )
    const known = rows.filter(({ kind }) => deps.definitionOf(kind) !== undefined)
    const fired: Inserted[] = []
    for (const schedule of known) {
      const inserted = await fire(deps, tx, schedule)
      if (inserted !== undefined) fired.push(inserted)
    }
    return fired
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
