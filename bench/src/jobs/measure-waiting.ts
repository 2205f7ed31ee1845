import { openBacklot, type BacklotArena } from './backlot.ts'
import type { BenchServer } from './bench-server.ts'
import type { BenchSizes } from './bench-sizes.ts'

/** Jobs a second with many and with few jobs waiting behind those that are run, by round. */
export interface WaitingRates {
  many: number[]
  few: number[]
}

/**
 * Runs so many jobs while never fewer than `manyWaiting` wait, then as many while `fewWaiting` do, in turns. Two stores
 * serve all rounds, each round with a fresh host, so that both have had the same work done to them.
 */
export const measureWaiting = async (
  server: BenchServer,
  { manyWaiting, fewWaiting, runPastWaiting, ownRounds }: BenchSizes,
): Promise<WaitingRates> => {
  const rates: WaitingRates = { many: [], few: [] }
  const [many, few] = [await openBacklot(server), await openBacklot(server)]
  try {
    await many.insertMany(manyWaiting)
    await few.insertMany(fewWaiting)
    for (let round = 0; round < ownRounds; round++) {
      // Each is the first in every other round.
      if (round % 2 === 0) rates.few.push(await runSome(few, runPastWaiting))
      rates.many.push(await runSome(many, runPastWaiting))
      if (round % 2 === 1) rates.few.push(await runSome(few, runPastWaiting))
    }
  } finally {
    await many.close()
    await few.close()
  }
  return rates
}

const runSome = async (arena: BacklotArena, jobs: number): Promise<number> => {
  await arena.insertMany(jobs)
  await arena.settle()
  const enough = Promise.withResolvers<void>()
  const began = new Date()
  let started = 0
  await arena.start(() => {
    if (++started === jobs) enough.resolve()
  })
  await enough.promise
  await arena.stop()
  return await arena.rateSince(began)
}
