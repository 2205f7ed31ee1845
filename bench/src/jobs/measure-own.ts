import { backlot } from './backlot.ts'
import type { BenchServer } from './bench-server.ts'
import type { BenchSizes } from './bench-sizes.ts'
import type { Say } from './compare-contestants.ts'
import { measureCancel } from './measure-cancel.ts'
import { measureIdle, type IdleCost } from './measure-idle.ts'
import { measureLimits, type LimitReached } from './measure-limits.ts'
import { measureRecovery } from './measure-recovery.ts'
import { measureRetryError } from './measure-retry-error.ts'
import { measureWaiting, type WaitingRates } from './measure-waiting.ts'
import { measureWholeWay } from './measure-whole-way.ts'

/** What was measured of Backlot alone. */
export interface OwnMeasures {
  retryErrors: number[]
  cancelLatencies: number[]
  /** Seconds, one for each host that was killed. */
  recoveries: number[]
  /** Undefined where it was not measured. */
  idle: IdleCost | undefined
  limits: LimitReached[]
  waiting: WaitingRates
  /** Jobs a second through their whole way, by round. */
  wholeWay: { plain: number[]; features: number[] }
}

/** Measures what has no counterpart in the peers. */
export const measureOwn = async (server: BenchServer, sizes: BenchSizes, say: Say): Promise<OwnMeasures> => {
  say('plain and with progress, unique keys and a subscriber')
  const wholeWay = await measureBothWays(server, sizes)
  say('accuracy of retries')
  const retryErrors = sizes.retries === 0 ? [] : await measureRetryError(server, sizes.retries)
  say('cancel in another process')
  const cancelLatencies = await measureCancel(server, sizes.cancels)
  say('limits')
  const limits = await measureLimits(server, sizes.limitedJobs)
  say(`${sizes.manyWaiting} jobs waiting`)
  const waiting = await measureWaiting(server, sizes)
  say('a killed host, and an idle one')
  // Both do nothing but wait, so they can do it together.
  const [recoveries, idle] = await Promise.all([
    sizes.kills === 0 ? [] : measureRecovery(server, sizes.kills),
    sizes.idleSeconds === 0 ? undefined : measureIdle(server, sizes.idleSeconds),
  ])
  return { retryErrors, cancelLatencies, recoveries, idle, limits, waiting, wholeWay }
}

const measureBothWays = async (server: BenchServer, { ownRounds, jobs }: BenchSizes): Promise<OwnMeasures['wholeWay']> => {
  const wholeWay: OwnMeasures['wholeWay'] = { plain: [], features: [] }
  for (let round = 0; round < ownRounds; round++) {
    wholeWay.plain.push(await measureWholeWay(backlot(server), jobs))
    wholeWay.features.push(await measureWholeWay(backlot(server, { unique: true, observed: true }), jobs))
  }
  return wholeWay
}
