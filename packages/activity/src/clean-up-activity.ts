import { systemClock, worker, type Clock, type Worker } from '@backlot/jobs'
import { toMilliseconds } from '@backlot/jobs/define'
import { sql, type Kysely } from 'kysely'
import type { ActivityDatabase } from './activity-database.ts'
import { cleanUpActivity } from './args.ts'

/** Rows of one statement. */
const batchSize = 5_000

/** What the worker needs of the program that runs it. */
export interface ActivityPorts {
  db: Kysely<ActivityDatabase>
  /** Default: the machine's. */
  clock?: Clock
}

/** Runs `activity_cleanup`: counts what is older than its retention, and removes it batch by batch. */
export const cleanUpActivityWorker = ({ db, clock = systemClock }: ActivityPorts): Worker =>
  worker(cleanUpActivity, async ({ args: { retentionDays, dryRun = false }, signal, progress }) => {
    const before = new Date(clock.now() - retentionDays * toMilliseconds('1d'))
    const { rows } = await sql<{ count: number }>`select count(*)::integer as count from backlot.activity where at < ${before}`.execute(db)
    const total = rows[0]?.count ?? 0
    progress({ phase: dryRun ? 'counting' : 'removing', total })
    if (dryRun) return { dryRun, before, deleted: total }
    let deleted = 0
    for (let removed = batchSize; removed === batchSize;) {
      signal.throwIfAborted()
      removed = await removeBatch(db, before)
      deleted += removed
      progress({ current: deleted })
    }
    return { dryRun, before, deleted }
  })

const removeBatch = async (db: Kysely<ActivityDatabase>, before: Date): Promise<number> => {
  const { numAffectedRows = 0n } = await sql`
    delete from backlot.activity where id in (select id from backlot.activity where at < ${before} limit ${batchSize})`.execute(db)
  return Number(numAffectedRows)
}
