import type { SqlExecutor } from '../storage/transaction.ts'
import type { ScheduleStatus } from './schedule.ts'

/** Columns of a ScheduleStatus. */
export const scheduleColumns = `
  name, kind, args, cron, time_zone as "timeZone", enabled, edited, next_at as "nextAt", last_at as "lastAt", last_job_id as "lastJobId"`

/** A row of `scheduleColumns`. */
export type ScheduleRow = Omit<ScheduleStatus, 'lastAt' | 'lastJobId'> & { lastAt: Date | null; lastJobId: string | null }

/** All schedules, the next one first. */
export const readSchedules = async (db: SqlExecutor): Promise<ScheduleStatus[]> => {
  const { rows } = await db.executeSql<ScheduleRow>(
    `select ${scheduleColumns} from backlot_jobs.schedules order by enabled desc, next_at, name`,
  )
  return rows.map((row) => ({ ...row, lastAt: row.lastAt ?? undefined, lastJobId: row.lastJobId ?? undefined }))
}
