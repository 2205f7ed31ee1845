import type { JobRequest } from '../define/define-job.ts'

/** A job that a bundle wants inserted again and again. */
export interface Schedule {
  /** What people call it; one of its name in the cluster. */
  name: string
  request: JobRequest
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: string
  /** IANA name of the zone that the fields speak of. Default `UTC`. */
  timeZone?: string
  /** Also once as soon as the schedule first exists. Default false. */
  atFirstStart?: boolean
}

/** A schedule as it stands in the cluster. */
export interface ScheduleStatus {
  name: string
  kind: string
  args: Record<string, unknown>
  cron: string
  timeZone: string
  enabled: boolean
  /** An operator changed it; a new version of the bundle no longer does. */
  edited: boolean
  nextAt: Date
  lastAt: Date | undefined
  lastJobId: string | undefined
}

/** What an operator may change. */
export type ScheduleEdit = Partial<Pick<ScheduleStatus, 'cron' | 'timeZone' | 'enabled'>>
