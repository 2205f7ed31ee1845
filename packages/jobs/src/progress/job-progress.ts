/** How far a job is. Written at most 4 times a second a job, whatever the handler calls; the last one is never lost. */
export interface JobProgress {
  /** What is being done now, in a word or two. */
  phase: string
  /** Items done in this phase. */
  current: number
  /** Items of this phase; 0 while it is not known. */
  total: number
  /** `current` of `total` in percent, 0 to 100; never goes back within a run, 0 while the total is not known, 100 once the job is completed. */
  percentage: number
  /** The item at hand, or a sentence. */
  message: string
}

/** A progress as it is stored. */
export interface StoredProgress extends JobProgress {
  attempt: number
  /** Counts the reports of a run; a larger one is later. */
  sequence: number
  updatedAt: Date
}

/** What a handler reports; what is left out stays as it was, but a new phase starts at 0 of unknown. */
export type ProgressReport = Partial<Omit<JobProgress, 'percentage'>>

/** The progress after a report: counts never go back within a phase, the percentage never at all. */
export const advanceProgress = (before: JobProgress, report: ProgressReport): JobProgress => {
  const phase = report.phase ?? before.phase
  const same = phase === before.phase
  const current = Math.max(count(report.current) ?? 0, same ? before.current : 0)
  const total = count(report.total) ?? (same ? before.total : 0)
  const share = total > 0 ? Math.floor((Math.min(current, total) * 1_000) / total) / 10 : 0
  const message = report.message ?? (same ? before.message : '')
  return { phase, current, total, percentage: Math.max(before.percentage, share), message }
}

/** A number of items: whole, at least 0; undefined for what is not a number. */
const count = (value: number | undefined): number | undefined =>
  value === undefined || !Number.isFinite(value) ? undefined : Math.min(Math.max(0, Math.floor(value)), Number.MAX_SAFE_INTEGER)

/** Before the first report. */
export const noProgress: JobProgress = { phase: '', current: 0, total: 0, percentage: 0, message: '' }
