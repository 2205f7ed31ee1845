import type { SqlExecutor } from '../storage/transaction.ts'
import type { StoredProgress } from './job-progress.ts'

/** The last stored progress of a job; undefined before its first report. */
export const readProgress = async (db: SqlExecutor, id: string): Promise<StoredProgress | undefined> => {
  const { rows } = await db.executeSql<StoredProgress>(
    `select phase, current::float8, total::float8, percentage::float8, message, attempt, sequence::float8, updated_at as "updatedAt"
     from backlot_jobs.progress where job_id = $1`,
    [id],
  )
  return rows[0]
}
