import { setTimeout as sleep } from 'node:timers/promises'
import type { Arena, Contestant } from './contestant.ts'
import { readProcessorTime } from './processor-time.ts'

/** One round of a contestant. Rates are jobs a second; processor times are microseconds a job. */
export interface Throughput {
  insertsPerSecond: number
  jobsPerSecond: number
  nodeMicroseconds: number
  storeMicroseconds: number | undefined
}

/**
 * Inserts jobs, then starts the handlers and runs all of them. The rate is of what the store counts as done, from the
 * first start of a handler to the last settle; a slow contestant is stopped after `seconds` and judged by what is done.
 */
export const measureThroughput = async (
  contestant: Contestant,
  { jobs, seconds }: { jobs: number; seconds: number },
): Promise<Throughput> => {
  const arena = await contestant.open()
  try {
    const insertsPerSecond = await insertAll(arena, jobs)
    await arena.settle()
    const run = await runJobs(arena, { jobs, seconds })
    return { insertsPerSecond, ...run }
  } finally {
    await arena.close()
  }
}

const insertAll = async (arena: Arena, jobs: number): Promise<number> => {
  const began = performance.now()
  await arena.insertMany(jobs)
  const seconds = (performance.now() - began) / 1_000
  const stored = await arena.countWaiting()
  if (stored !== jobs) throw new Error(`${jobs} jobs were inserted and ${stored} are stored`)
  return jobs / seconds
}

/** Starts the handlers of an arena in which jobs wait, and runs so many of them or so long. */
const runJobs = async (
  arena: Arena,
  { jobs, seconds }: { jobs: number; seconds: number },
): Promise<Omit<Throughput, 'insertsPerSecond'>> => {
  const first = Promise.withResolvers<number>()
  const last = Promise.withResolvers<void>()
  let started = 0
  const before = await readProcessorTime(arena.storePid)
  await arena.start(() => {
    started++
    if (started === 1) first.resolve(performance.now())
    if (started === jobs) last.resolve()
  })
  const began = await first.promise
  const patience = new AbortController()
  await Promise.race([last.promise, sleep(seconds * 1_000, undefined, { signal: patience.signal })])
  patience.abort()
  // All were started: now it is for the store to say when the last is settled.
  if (started >= jobs) await untilSettled(arena)
  const elapsed = performance.now() - began
  const after = await readProcessorTime(arena.storePid)
  const done = await arena.countDone()
  if (done === 0 || (started >= jobs && done !== jobs)) throw new Error(`${started} jobs were started and ${done} are done`)
  return {
    jobsPerSecond: (done * 1_000) / elapsed,
    nodeMicroseconds: ((after.node - before.node) * 1_000) / done,
    storeMicroseconds: after.store === undefined || before.store === undefined ? undefined : ((after.store - before.store) * 1_000) / done,
  }
}

const untilSettled = async (arena: Arena): Promise<void> => {
  for (let attempt = 0; attempt < 3_000; attempt++) {
    if ((await arena.countWaiting()) === 0) return
    await sleep(3)
  }
  throw new Error('All jobs were started and some are not settled')
}
