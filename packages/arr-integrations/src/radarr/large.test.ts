import { expect, test } from 'vitest'
import { setupArr, withRadarr } from '../testing/test-arr.ts'

test('an attempt that dies is gone on with where it was, without asking again', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 600 })
  const kept = new Map<string, unknown>()
  let pages = 0
  const checkpoints = {
    loadCursor: async <T>() => await Promise.resolve(kept.get('cursor') as T | undefined),
    saveCursor: async (value: unknown) => await Promise.resolve(void kept.set('cursor', value)),
  }
  const dying = {
    ...checkpoints,
    id: '018f0000-0000-7000-8000-000000000001',
    insertMany: async () => {
      pages++
      if (pages === 2) throw new Error('killed')
      return await Promise.resolve([])
    },
  }
  radarr.requests.clear()
  await expect(radarr.sync({}, dying as never)).rejects.toThrow('killed')
  expect(await arr.films()).toHaveLength(250)
  const { result } = await radarr.sync({}, { ...checkpoints, id: dying.id })
  expect(result).toMatchObject({ counts: { found: 600, added: 600, files: 600 } })
  expect(await arr.films()).toHaveLength(600)
  expect(radarr.requests.count()).toBe(4)
  expect(await arr.db.selectFrom('backlot.arr_staged').selectAll().execute()).toEqual([])
})

test('a page takes a fixed number of statements however many films it has', async () => {
  await using arr = await setupArr()
  await using small = await withRadarr(arr, { movies: 5, name: 'small' })
  await small.sync()
  arr.statements.count = 0
  for (let id = 1; id <= 5; id++) small.edit(id, { monitored: false })
  await small.sync()
  const few = arr.statements.count
  await using large = await withRadarr(arr, { movies: 250, name: 'large', rootFolder: '/movies' })
  await large.sync()
  for (let id = 1; id <= 250; id++) large.edit(id, { monitored: false })
  arr.statements.count = 0
  await large.sync()
  expect(arr.statements.count).toBe(few)
})
