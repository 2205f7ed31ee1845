import { toMilliseconds, type Duration } from './define/duration.ts'

const brand = Symbol.for('@backlot/jobs/decision')

/** What a handler returns instead of a result when it decides about its job: come back later, or cancel it. */
export type Decision = { readonly [brand]: 'snooze'; readonly delayMs: number } | { readonly [brand]: 'cancel'; readonly reason: string }

/** Returned by a handler: the job waits this long and runs again; no attempt is spent. */
export const snooze = (delay: Duration): Decision => ({ [brand]: 'snooze', delayMs: toMilliseconds(delay) })

/** Returned by a handler: the job ends as cancelled, with the reason as its error. */
export const cancel = (reason: string): Decision => ({ [brand]: 'cancel', reason })

/** The decision in what a handler returned, if it is one. */
export const decisionOf = (value: unknown): { type: 'snooze'; delayMs: number } | { type: 'cancel'; reason: string } | undefined => {
  if (typeof value !== 'object' || value === null || !(brand in value)) return undefined
  const decision = value as Decision
  return decision[brand] === 'snooze' ? { type: 'snooze', delayMs: decision.delayMs } : { type: 'cancel', reason: decision.reason }
}
