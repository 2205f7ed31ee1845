import type { BenchReport, SharedFigures } from './bench-report.ts'
import type { BenchSizes } from './bench-sizes.ts'
import type { Measured } from './compare-contestants.ts'
import type { Machine } from './describe-machine.ts'
import type { OwnMeasures } from './measure-own.ts'
import type { Throughput } from './measure-throughput.ts'
import { latencyOf, median, rounded } from './statistics.ts'

interface Findings {
  machine: Machine
  sizes: BenchSizes
  measured: ReadonlyMap<string, Measured>
  own: OwnMeasures
  skipped: Readonly<Record<string, string>>
}

/** Makes the report of what was measured: medians over rounds, rounded to what the measure can tell. */
export const writeReport = ({ machine, sizes, measured, own, skipped }: Findings): BenchReport => {
  const of = (name: string): SharedFigures => sharedFigures(measured.get(name))
  const { wholeWay, waiting, idle, limits, recoveries } = own
  return {
    machine,
    sizes,
    figures: {
      ...of('backlot'),
      insertManyUniquePerSecond: of('backlot, unique').insertManyPerSecond,
      retryErrorMs: latencyOf(own.retryErrors),
      cancelMs: latencyOf(own.cancelLatencies),
      recoverySeconds: recoveries.length === 0 ? null : rounded(Math.max(...recoveries), 1),
      idleQueriesPerSecond: rounded(idle?.queriesPerSecond, 1),
      idleProcessorPercent: rounded(idle?.processorPercent, 2),
      limitOvershoot: Math.max(0, ...limits.map(({ reached, limit }) => reached - limit)),
      millionWaitingRatio: rounded(medianRatio(waiting.many, waiting.few), 2),
      featuresOnRatio: rounded(medianRatio(wholeWay.features, wholeWay.plain), 2),
      postgresShare: rounded(ratiosTo(measured, 'jobsPerSecond')['postgres alone'], 2),
    },
    peers: {
      ...(measured.has('graphile best') ? { graphile: { default: of('graphile default'), best: of('graphile best') } } : {}),
      ...(measured.has('bullmq') ? { bullmq: of('bullmq') } : {}),
      ...(measured.has('pg-boss best') ? { pgBoss: { default: of('pg-boss default'), best: of('pg-boss best') } } : {}),
    },
    ratios: { emptyJobs: ratiosTo(measured, 'jobsPerSecond'), insertMany: ratiosTo(measured, 'insertsPerSecond') },
    reasons: reasonsOf(sizes, skipped),
    details: {
      rounds: Object.fromEntries([...measured].map(([name, { throughput }]) => [name, roundsOf(throughput)])),
      oneQueue: of('backlot, one queue'),
      postgresAlone: of('postgres alone'),
      recoveriesSeconds: recoveries.map((seconds) => rounded(seconds, 1) ?? 0),
      limits,
      idleStatements: (idle?.most ?? []).map(({ statement, perSecond }) => ({ statement, perSecond: rounded(perSecond, 2) ?? 0 })),
      waiting: { jobs: sizes.manyWaiting, manyPerSecond: rounded(median(waiting.many)), fewPerSecond: rounded(median(waiting.few)) },
      wholeWay: { plainPerSecond: rounded(median(wholeWay.plain)), featuresPerSecond: rounded(median(wholeWay.features)) },
    },
  }
}

const sharedFigures = (
  { throughput, latencies, steadyLatencies }: Measured = { throughput: [], latencies: [], steadyLatencies: [] },
): SharedFigures => ({
  emptyJobsPerSecond: rounded(median(throughput.map(({ jobsPerSecond }) => jobsPerSecond))),
  insertManyPerSecond: rounded(median(throughput.map(({ insertsPerSecond }) => insertsPerSecond))),
  startLatencyMs: latencyOf(latencies),
  steadyLatencyMs: latencyOf(steadyLatencies),
  processorMicroseconds: {
    node: rounded(median(throughput.map(({ nodeMicroseconds }) => nodeMicroseconds)), 1),
    store: rounded(median(throughput.flatMap(({ storeMicroseconds }) => storeMicroseconds ?? [])), 1),
  },
})

/** Ours divided by each other contestant's, round by round, the median of that. */
const ratiosTo = (measured: ReadonlyMap<string, Measured>, rate: 'jobsPerSecond' | 'insertsPerSecond'): Record<string, number | null> => {
  const rates = ({ throughput }: Measured): number[] => throughput.map((round) => round[rate])
  const ours = measured.get('backlot')
  if (ours === undefined) return {}
  const others = [...measured].filter(([name]) => name !== 'backlot')
  return Object.fromEntries(others.map(([name, theirs]) => [name, rounded(medianRatio(rates(ours), rates(theirs)), 2)]))
}

const medianRatio = (some: readonly number[], others: readonly number[]): number | null =>
  median(some.map((rate, round) => rate / (others[round] ?? Number.NaN)))

const roundsOf = (throughput: readonly Throughput[]) => ({
  jobsPerSecond: throughput.map(({ jobsPerSecond }) => Math.round(jobsPerSecond)),
  insertsPerSecond: throughput.map(({ insertsPerSecond }) => Math.round(insertsPerSecond)),
})

const reasonsOf = (
  { kills, retries, idleSeconds, manyWaiting }: BenchSizes,
  skipped: Readonly<Record<string, string>>,
): Record<string, string> => ({
  ...skipped,
  ...(kills === 0 ? { recoverySeconds: 'no host was killed with these sizes' } : {}),
  ...(retries === 0 ? { retryErrorMs: 'no job was retried with these sizes' } : {}),
  ...(idleSeconds === 0 ? { idleQueriesPerSecond: 'no host was left idle with these sizes' } : {}),
  ...(manyWaiting === 1_000_000 ? {} : { millionWaitingRatio: `measured with ${manyWaiting.toLocaleString('en')} jobs waiting` }),
})
