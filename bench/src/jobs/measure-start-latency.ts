import { setTimeout as sleep } from 'node:timers/promises'
import type { Contestant } from './contestant.ts'

/**
 * Milliseconds from the call of an insert to the start of the handler, one job at a time on a host that is idle, in one
 * process.
 */
export const measureStartLatency = async (contestant: Contestant, samples: number): Promise<number[]> => {
  const arena = await contestant.open()
  try {
    let started = Promise.withResolvers<number>()
    await arena.start(() => started.resolve(performance.now()))
    const latencies: number[] = []
    // The first ones open connections and compile what runs; they are not counted.
    const warmUps = contestant.polls === true ? 0 : Math.min(10, samples)
    for (let sample = -warmUps; sample < samples; sample++) {
      started = Promise.withResolvers<number>()
      const inserted = performance.now()
      await arena.insertOne()
      const latency = (await started.promise) - inserted
      if (sample >= 0) latencies.push(latency)
      await sleep(5 + Math.random() * 25)
    }
    return latencies
  } finally {
    await arena.close()
  }
}

/** The same at a steady rate: jobs are inserted one by one, on time, however long each takes; they start in order. */
export const measureSteadyLatency = async (
  contestant: Contestant,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<number[]> => {
  const arena = await contestant.open()
  try {
    const inserted: number[] = []
    const latencies: number[] = []
    const all = Promise.withResolvers<void>()
    const jobs = rate * seconds
    await arena.start(() => {
      // Which job it is does not matter: the n-th start is set against the n-th insert, and the sum is the same.
      latencies.push(performance.now() - (inserted[latencies.length] ?? Number.NaN))
      if (latencies.length === jobs) all.resolve()
    })
    const began = performance.now()
    const inserts: Promise<void>[] = []
    while (inserted.length < jobs) {
      const due = Math.min(jobs, Math.ceil(((performance.now() - began) * rate) / 1_000))
      while (inserted.length < due) {
        inserted.push(performance.now())
        inserts.push(arena.insertOne())
      }
      await sleep(1)
    }
    await Promise.all(inserts)
    const patience = new AbortController()
    await Promise.race([all.promise, sleep(10_000, undefined, { signal: patience.signal })])
    patience.abort()
    return latencies
  } finally {
    await arena.close()
  }
}
