import { expect, test } from 'vitest'
import type { BenchSizes } from './bench-sizes.ts'
import { reportTable } from './print-table.ts'
import { runJobBench } from './run-job-bench.ts'

const tiny: BenchSizes = {
  rounds: 1,
  ownRounds: 1,
  jobs: 106,
  warmUpJobs: 0,
  roundSeconds: 5,
  latencySamples: 2,
  latencyTurns: 1,
  steadySeconds: 0,
  steadyRate: 0,
  retries: 0,
  cancels: 1,
  kills: 0,
  idleSeconds: 0,
  limitedJobs: 2,
  manyWaiting: 50,
  fewWaiting: 10,
  runPastWaiting: 20,
}

const rate = expect.any(Number)
const latency = { p50: rate, p99: rate, samples: expect.any(Number) }

test('a run without peers gives every figure of the job core, and says why one is missing', { timeout: 120_000 }, async () => {
  const said: string[] = []
  const say = (message: string): void => void said.push(message)
  const report = await runJobBench({ sizes: tiny, peers: [], say, postgresSettings: { fsync: 'off' } })
  expect(report.figures).toMatchObject({
    emptyJobsPerSecond: rate,
    insertManyPerSecond: rate,
    insertManyUniquePerSecond: rate,
    startLatencyMs: { ...latency, samples: 2 },
    retryErrorMs: { p50: null, p99: null, samples: 0 },
    cancelMs: { ...latency, samples: 1 },
    recoverySeconds: null,
    idleQueriesPerSecond: null,
    limitOvershoot: 0,
    millionWaitingRatio: rate,
    featuresOnRatio: rate,
    postgresShare: rate,
  })
  expect(report.peers).toEqual({})
  expect(report.machine).toMatchObject({
    cores: rate,
    postgres: expect.any(String),
    postgresSettings: { fsync: 'off', synchronous_commit: 'on' },
  })
  expect(report.machine.versions).toMatchObject({ 'pg-boss': expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  expect(report.reasons).toMatchObject({
    recoverySeconds: expect.any(String),
    retryErrorMs: expect.any(String),
    idleQueriesPerSecond: expect.any(String),
    millionWaitingRatio: 'measured with 50 jobs waiting',
  })
  expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  expect(reportTable(report)).toContain('empty jobs a second')
  expect(said.length).toBeGreaterThan(5)
  // It starts hosts and kills one: 15 s where nothing else is going on.
})
