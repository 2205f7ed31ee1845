import type { BenchSizes } from './bench-sizes.ts'
import type { Machine } from './describe-machine.ts'
import type { LimitReached } from './measure-limits.ts'
import type { Latency } from './statistics.ts'

/** Figures that a peer has as well. Rates are jobs a second. */
export interface SharedFigures {
  emptyJobsPerSecond: number | null
  insertManyPerSecond: number | null
  startLatencyMs: Latency
  /** From insert to start while jobs come at a steady rate. */
  steadyLatencyMs: Latency
  /** Microseconds of processor time a job, of this process and of the store: what other work on the machine changes least. */
  processorMicroseconds: { node: number | null; store: number | null }
}

/** The figures of Backlot. Null where something was not measured; `reasons` says why. */
export interface BacklotFigures extends SharedFigures {
  insertManyUniquePerSecond: number | null
  retryErrorMs: Latency
  cancelMs: Latency
  /** The longest of all hosts that were killed. */
  recoverySeconds: number | null
  idleQueriesPerSecond: number | null
  idleProcessorPercent: number | null
  /** Jobs that ran beyond a limit or the slots of a queue, at the worst moment. */
  limitOvershoot: number | null
  millionWaitingRatio: number | null
  featuresOnRatio: number | null
  /** Our rate against that of the same claims and settles without an engine. */
  postgresShare: number | null
}

/** What a run found. */
export interface BenchReport {
  machine: Machine
  sizes: BenchSizes
  figures: BacklotFigures
  peers: {
    graphile?: { default: SharedFigures; best: SharedFigures }
    bullmq?: SharedFigures
    pgBoss?: { default: SharedFigures; best: SharedFigures }
  }
  /** Our rate divided by theirs, the median over rounds of the two in the same round. */
  ratios: { emptyJobs: Record<string, number | null>; insertMany: Record<string, number | null> }
  /** Why a figure is null or a peer is missing. */
  reasons: Record<string, string>
  details: BenchDetails
}

/** What stands behind the figures. */
export interface BenchDetails {
  /** The rates of every round, by contestant. */
  rounds: Record<string, { jobsPerSecond: number[]; insertsPerSecond: number[] }>
  oneQueue: SharedFigures
  postgresAlone: SharedFigures
  recoveriesSeconds: number[]
  limits: LimitReached[]
  idleStatements: { statement: string; perSecond: number }[]
  waiting: { jobs: number; manyPerSecond: number | null; fewPerSecond: number | null }
  /** The whole way from insert to settle, plain, and with unique keys, progress and a subscriber. */
  wholeWay: { plainPerSecond: number | null; featuresPerSecond: number | null }
}
