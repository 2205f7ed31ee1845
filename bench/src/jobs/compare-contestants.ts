import type { BenchSizes } from './bench-sizes.ts'
import type { Contestant } from './contestant.ts'
import { measureStartLatency, measureSteadyLatency } from './measure-start-latency.ts'
import { measureThroughput, type Throughput } from './measure-throughput.ts'

/** Everything that was measured of one contestant, round by round. */
export interface Measured {
  throughput: Throughput[]
  /** Milliseconds from insert to start on an idle host. */
  latencies: number[]
  /** The same at a steady rate; empty where that was not measured. */
  steadyLatencies: number[]
}

/** Tells how far a run is. */
export type Say = (message: string) => void

/**
 * Measures all contestants in turns: each round begins with another one, so that what the machine does beside us falls
 * on all alike, and the n-th rounds of two contestants can be set against each other. A small round before the first
 * compiles what runs and is not counted. Those of `throughputOnly` are not asked for latencies.
 */
export const compareContestants = async (
  contestants: readonly Contestant[],
  { sizes, say, throughputOnly }: { sizes: BenchSizes; say: Say; throughputOnly: readonly string[] },
): Promise<Map<string, Measured>> => {
  const measured = new Map<string, Measured>(contestants.map(({ name }) => [name, { throughput: [], latencies: [], steadyLatencies: [] }]))
  const { jobs, roundSeconds: seconds } = sizes
  if (sizes.warmUpJobs > 0) {
    for (const contestant of contestants) await measureThroughput(contestant, { jobs: sizes.warmUpJobs, seconds: 1 })
  }
  for (let round = 0; round < sizes.rounds; round++) {
    for (const contestant of rotated(contestants, round)) {
      const result = await measureThroughput(contestant, { jobs, seconds })
      measured.get(contestant.name)?.throughput.push(result)
      say(`round ${round + 1} of ${sizes.rounds}: ${contestant.name} ${Math.round(result.jobsPerSecond)} jobs/s`)
    }
  }
  const timed = contestants.filter(({ name }) => !throughputOnly.includes(name))
  for (let turn = 0; turn < sizes.latencyTurns; turn++) {
    for (const contestant of rotated(timed, turn)) {
      say(`latency, turn ${turn + 1} of ${sizes.latencyTurns}: ${contestant.name}`)
      const samples = contestant.polls === true ? 2 : Math.ceil(sizes.latencySamples / sizes.latencyTurns)
      measured.get(contestant.name)?.latencies.push(...(await measureStartLatency(contestant, samples)))
    }
  }
  if (sizes.steadySeconds === 0) return measured
  for (const contestant of timed.filter(({ polls }) => polls !== true)) {
    say(`steady rate: ${contestant.name}`)
    const latencies = await measureSteadyLatency(contestant, { rate: sizes.steadyRate, seconds: sizes.steadySeconds })
    measured.get(contestant.name)?.steadyLatencies.push(...latencies)
  }
  return measured
}

const rotated = <T>(items: readonly T[], by: number): T[] => [...items.slice(by % items.length), ...items.slice(0, by % items.length)]
