import type { BenchReport, SharedFigures } from './bench-report.ts'
import type { Latency } from './statistics.ts'

/** The report as lines of text for people: ours with the goals, then ours beside the peers. */
export const reportTable = (report: BenchReport): string =>
  [machineLine(report), ownTable(report), peerTable(report), reasonLines(report)].join('\n\n')

const machineLine = ({ machine, sizes }: BenchReport): string =>
  [
    `${machine.cores} cores of ${machine.processor}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, PostgreSQL ${machine.postgres}`,
    Object.entries(machine.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    `medians of ${sizes.rounds} rounds of ${number(sizes.jobs)} jobs, in turns; load average before the run ${machine.loadBefore}`,
  ].join('\n')

const ownTable = ({ figures, sizes }: BenchReport): string =>
  table([
    ['Backlot', 'figure', 'goal'],
    ['empty jobs a second', number(figures.emptyJobsPerSecond), 'above graphile best, 2 x bullmq, 5 x pg-boss default'],
    ['  of what Postgres alone does', number(figures.postgresShare), ''],
    ['insertMany a second', number(figures.insertManyPerSecond), '0.9 x pg-boss'],
    ['insertMany a second, unique keys', number(figures.insertManyUniquePerSecond), '10,000'],
    ['insert to start, idle, ms', latency(figures.startLatencyMs), '4 / 15, and as graphile'],
    [`insert to start at ${sizes.steadyRate}/s, ms`, latency(figures.steadyLatencyMs), ''],
    ['error of a retry, ms', latency(figures.retryErrorMs), '99 %: 100'],
    ['cancel in another process, ms', latency(figures.cancelMs), '50 / 5,000'],
    ['recovery after kill -9, s', number(figures.recoverySeconds), '15, at most 25'],
    ['idle queries a second', number(figures.idleQueriesPerSecond), 'at most 5'],
    ['idle processor, %', number(figures.idleProcessorPercent), '~0'],
    ['jobs over a limit', number(figures.limitOvershoot), '0'],
    [`rate with ${number(sizes.manyWaiting)} waiting`, number(figures.millionWaitingRatio), `1.0 of that with ${number(sizes.fewWaiting)}`],
    ['rate with all features on', number(figures.featuresOnRatio), '0.8 of that without'],
  ])

const peerTable = ({ figures, peers, details, ratios }: BenchReport): string => {
  const contestants: [string, SharedFigures | undefined][] = [
    ['backlot', figures],
    ['backlot, one queue', details.oneQueue],
    ['postgres alone', details.postgresAlone],
    ['graphile default', peers.graphile?.default],
    ['graphile best', peers.graphile?.best],
    ['bullmq', peers.bullmq],
    ['pg-boss default', peers.pgBoss?.default],
    ['pg-boss best', peers.pgBoss?.best],
  ]
  const rows = contestants.flatMap(([name, theirs]) => (theirs === undefined ? [] : [rowOf(name, theirs, ratios)]))
  return table([['', 'jobs/s', 'we are', 'inserts/s', 'we are', 'idle ms', 'steady ms', 'µs Node', 'µs store'], ...rows])
}

const rowOf = (name: string, theirs: SharedFigures, { emptyJobs, insertMany }: BenchReport['ratios']): string[] => [
  name,
  number(theirs.emptyJobsPerSecond),
  times(emptyJobs[name]),
  number(theirs.insertManyPerSecond),
  times(insertMany[name]),
  latency(theirs.startLatencyMs),
  latency(theirs.steadyLatencyMs),
  number(theirs.processorMicroseconds.node),
  number(theirs.processorMicroseconds.store),
]

const reasonLines = ({ reasons }: BenchReport): string =>
  Object.entries(reasons)
    .map(([name, why]) => `${name}: ${why}`)
    .join('\n')

const number = (value: number | null): string => (value === null ? '-' : value.toLocaleString('en'))

const times = (value: number | null | undefined): string => (value === undefined || value === null ? '' : `${value} x`)

const latency = ({ p50, p99 }: Latency): string => (p50 === null ? '-' : `${number(p50)} / ${number(p99)}`)

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
