import type { Storage } from '../storage/open-storage.ts'

/** The first time after `from` that a cron expression names in a zone. Throws a TypeError that says what is wrong with it. */
export const nextOccurrence = ({ boss }: Pick<Storage, 'boss'>, cron: string, timeZone: string, from: Date): Date => {
  if (cron.trim().split(/\s+/).length !== 5)
    throw new TypeError(`"${cron}" is not a cron expression of five fields (minute hour day month weekday)`)
  try {
    const [next] = boss.previewSchedule(cron, { tz: timeZone, from, count: 1 })
    if (next !== undefined) return next
  } catch (cause) {
    throw new TypeError(
      `"${cron}" in time zone ${timeZone} cannot be scheduled: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
  throw new TypeError(`"${cron}" never comes`)
}
