import { setTimeout as sleep } from 'node:timers/promises'
import type { Contestant } from './contestant.ts'

/**
 * Jobs a second through their whole way: inserted a thousand at a time into a host that runs, until the store counts the
 * last as done. This is where unique keys cost (at insert) as well as progress and events (at work).
 */
export const measureWholeWay = async (contestant: Contestant, jobs: number): Promise<number> => {
  const arena = await contestant.open()
  try {
    let started = 0
    const last = Promise.withResolvers<void>()
    await arena.start(() => {
      if (++started === jobs) last.resolve()
    })
    const began = performance.now()
    await arena.insertMany(jobs)
    await last.promise
    while ((await arena.countDone()) < jobs) await sleep(3)
    return (jobs * 1_000) / (performance.now() - began)
  } finally {
    await arena.close()
  }
}
