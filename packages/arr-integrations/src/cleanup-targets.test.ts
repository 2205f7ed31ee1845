import { expect, test } from 'vitest'
import { arrCleanupTargets } from './cleanup-targets.ts'
import { setupArr, withRadarr } from './testing/test-arr.ts'

test('what an instance kept that is configured no more goes, and films that nobody has; files and other instances stay', async () => {
  await using arr = await setupArr()
  await using old = await withRadarr(arr, { name: 'old', movies: 1 })
  await old.add({ title: 'Wanted', year: 1999 })
  await using main = await withRadarr(arr, { name: 'main', rootFolder: '/other' })
  await main.add({ title: 'Kept', year: 1998, tmdbId: 1, imdbId: 'tt1' })
  await old.sync()
  await main.sync()
  const removed: string[] = []
  const [target] = arrCleanupTargets(
    arr.db,
    [{ app: 'radarr', name: 'main' }],
    async (_, type, ids) => await Promise.resolve(void removed.push(`${type} ${ids.length}`)),
  )
  const options = { olderThan: new Date(), batchSize: 1, signal: new AbortController().signal }
  expect(await target?.run({ ...options, dryRun: true })).toEqual({ deleted: 2 })
  expect(await arr.managed()).toHaveLength(3)
  expect(await target?.run({ ...options, dryRun: false })).toEqual({ deleted: 2 })
  expect((await arr.managed()).map(({ title }) => title)).toEqual(['Kept'])
  expect((await arr.films()).map(({ film }) => film)).toEqual(['Kept (1998)', 'The Crimson Orchard of Ash (1981)'])
  expect(removed).toEqual(['movie 1'])
  expect((await arr.state({ app: 'radarr', name: 'old' })).lastFullAt).toBeNull()
})
