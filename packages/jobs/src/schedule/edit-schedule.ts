import { notify } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import { nextOccurrence } from './next-occurrence.ts'
import { readSchedules } from './read-schedules.ts'
import type { ScheduleEdit, ScheduleStatus } from './schedule.ts'

/** Changes a schedule for good: a new version of its bundle leaves it so. Undefined when there is none of that name. */
export const editSchedule = async (
  storage: Storage,
  tx: SqlExecutor,
  { name, edit }: { name: string; edit: ScheduleEdit },
): Promise<ScheduleStatus | undefined> => {
  const before = (await readSchedules(tx)).find((schedule) => schedule.name === name)
  if (before === undefined) return undefined
  const { cron, timeZone, enabled } = { ...before, ...edit }
  const nextAt = nextOccurrence(storage, cron, timeZone, new Date(storage.clock.now()))
  await tx.executeSql(
    'update backlot_jobs.schedules set cron = $2, time_zone = $3, enabled = $4, next_at = $5, edited = true where name = $1',
    [name, cron, timeZone, enabled, nextAt],
  )
  await notify(tx, { type: 'schedules' })
  return { ...before, cron, timeZone, enabled, nextAt, edited: true }
}
