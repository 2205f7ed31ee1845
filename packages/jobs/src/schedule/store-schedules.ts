import type { Storage } from '../storage/open-storage.ts'
import { nextOccurrence } from './next-occurrence.ts'
import type { Schedule } from './schedule.ts'

/**
 * Brings the schedules of the bundles into the cluster: new ones are added, changed ones changed unless an operator
 * edited them. A time that passed while every host was down stays due, so that it is caught up once.
 */
export const storeSchedules = async (storage: Storage, schedules: readonly Schedule[]): Promise<void> => {
  const now = new Date(storage.clock.now())
  const rows = schedules.map(({ name, request: { kind, args }, cron, timeZone = 'UTC', atFirstStart = false }) => {
    const next_at = nextOccurrence(storage, cron, timeZone, now)
    return { name, kind, args, cron, time_zone: timeZone, next_at, first_at: atFirstStart ? now : next_at }
  })
  await storage.executeSql(
    `insert into backlot_jobs.schedules as s (name, kind, args, cron, time_zone, next_at)
     select name, kind, args, cron, time_zone, first_at from jsonb_to_recordset($1::jsonb)
       as r (name text, kind text, args jsonb, cron text, time_zone text, first_at timestamptz)
     on conflict (name) do update set
       kind = excluded.kind, args = excluded.args, cron = excluded.cron, time_zone = excluded.time_zone,
       next_at = case when (s.cron, s.time_zone) = (excluded.cron, excluded.time_zone) then s.next_at
                      else (select r.next_at from jsonb_to_recordset($1::jsonb) as r (name text, next_at timestamptz) where r.name = s.name) end
     where not s.edited`,
    [JSON.stringify(rows)],
  )
}
