import type { Clock } from '@backlot/jobs'
import { expect, test } from 'vitest'
import { gatherChanges, type Taken } from './gather-changes.ts'

/** A gatherer on a clock that the test moves: 30 s quiet, 10 minutes at the longest. */
const setup = (answers: Taken[] = [], most = 100) => {
  let now = 0
  const timers = new Map<number, { at: number; run: () => void }>()
  let ids = 0
  const clock: Clock = {
    now: () => now,
    setTimeout: (run, ms) => {
      timers.set(++ids, { at: now + ms, run })
      return ids
    },
    clearTimeout: (id) => void timers.delete(id as number),
    setInterval: () => undefined,
    clearInterval: () => {},
  }
  const batches: { at: number; folders: readonly string[]; changes: number }[] = []
  const gatherer = gatherChanges({
    clock,
    quietMs: 30_000,
    longestMs: 600_000,
    most,
    take: async (folders, changes) => {
      batches.push({ at: now / 1_000, folders, changes })
      return await Promise.resolve(answers.shift() ?? 'taken')
    },
  })
  /** Lets time pass, timer by timer. */
  const pass = async (seconds: number): Promise<void> => {
    const end = now + seconds * 1_000
    for (;;) {
      const [next] = [...timers].filter(([, { at }]) => at <= end).toSorted(([, a], [, b]) => a.at - b.at)
      if (next === undefined) break
      timers.delete(next[0])
      now = next[1].at
      next[1].run()
      await new Promise((settled) => setImmediate(settled))
    }
    now = end
  }
  return { gatherer, batches, pass, timers }
}

test('changes in folders are gathered until the folders are quiet, and come as one batch', async () => {
  const { gatherer, batches, pass, timers } = setup()
  for (let second = 0; second < 5; second++) {
    gatherer.add('/films/a')
    gatherer.add('/films/b')
    await pass(1)
  }
  await pass(28)
  expect(batches).toEqual([])
  await pass(2)
  expect(batches).toEqual([{ at: 34, folders: ['/films/a', '/films/b'], changes: 10 }])
  await pass(600)
  expect(batches).toHaveLength(1)
  expect(timers.size).toBe(0)
})

test('a folder that is never quiet holds up no other, and is taken after ten minutes', async () => {
  const { gatherer, batches, pass } = setup()
  gatherer.add('/films/quiet')
  for (let second = 0; second < 660; second += 10) {
    gatherer.add('/films/busy')
    await pass(10)
  }
  expect(batches[0]).toMatchObject({ at: 30, folders: ['/films/quiet'] })
  expect(batches[1]).toMatchObject({ at: 600, folders: ['/films/busy'] })
  expect(batches).toHaveLength(2)
})

test('a thousand folders that come one after the other are few batches, at most one in the quiet time', async () => {
  const { gatherer, batches, pass } = setup([], 10_000)
  for (let index = 0; index < 1_000; index++) {
    gatherer.add(`/films/${index}`)
    await pass(0.3)
  }
  await pass(100)
  expect(batches.flatMap(({ folders }) => folders)).toHaveLength(1_000)
  expect(batches.length).toBeLessThan(13)
})

test('a folder stands for those in it', async () => {
  const { gatherer, batches, pass } = setup()
  for (const folder of ['/films/a/b', '/films/a', '/films/ab', '/films/a/c/d']) gatherer.add(folder)
  await pass(31)
  expect(batches).toMatchObject([{ folders: ['/films/a', '/films/ab'], changes: 4 }])
})

test('what cannot be taken yet is kept, with what comes to it', async () => {
  const { gatherer, batches, pass } = setup(['later', 'taken'])
  gatherer.add('/films/a')
  await pass(30)
  gatherer.add('/films/b')
  await pass(120)
  expect(batches).toMatchObject([{ folders: ['/films/a'] }, { folders: ['/films/a', '/films/b'], changes: 2 }])
})

test('a batch has a limit, and the rest comes after it', async () => {
  const { gatherer, batches, pass } = setup([], 2)
  for (const folder of ['/a', '/b', '/c']) gatherer.add(folder)
  await pass(100)
  expect(batches).toMatchObject([{ folders: ['/a', '/b'] }, { folders: ['/c'] }])
})

test('after its end nothing is taken', async () => {
  const { gatherer, batches, pass } = setup()
  gatherer.add('/films/a')
  gatherer.stop()
  gatherer.add('/films/b')
  await pass(100)
  expect(batches).toEqual([])
})
