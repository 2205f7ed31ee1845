import { expect, test } from 'vitest'
import { setupArr, withSonarr, type TestArr } from '../testing/test-arr.ts'

/** Makes every series of a Sonarr another one, so that the next sync writes it. */
const changeAll = (sonarr: Awaited<ReturnType<typeof withSonarr>>): void => {
  for (const series of sonarr.series.values()) series.monitored = !series.monitored
}

const statementsOfSync = async (arr: TestArr, sonarr: Awaited<ReturnType<typeof withSonarr>>): Promise<number> => {
  await sonarr.sync()
  changeAll(sonarr)
  arr.statements.count = 0
  expect((await sonarr.sync()).result).toMatchObject({ counts: { updated: sonarr.series.size } })
  return arr.statements.count
}

test('a page takes a fixed number of statements however many series and episodes it has', async () => {
  await using arr = await setupArr()
  await using small = await withSonarr(arr, { name: 'small', series: 1, seasons: 1, episodesOfSeason: 1 })
  await using large = await withSonarr(arr, { name: 'large', series: 50, seasons: 2, episodesOfSeason: 10 })
  const few = await statementsOfSync(arr, small)
  expect(await statementsOfSync(arr, large)).toBe(few)
})

test('a page has no more episodes than memory is to hold, as far as the server says how many there are', async () => {
  await using arr = await setupArr()
  await using sonarr = await withSonarr(arr, { series: 6, seasons: 1, episodesOfSeason: 2 })
  const says = async (totalEpisodeCount: number): Promise<number[]> => {
    for (const series of sonarr.series.values()) series.oddities = { statistics: { totalEpisodeCount } }
    changeAll(sonarr)
    const { progress } = await sonarr.sync()
    return [...new Set(progress.flatMap(({ phase, current }) => (phase === 'writing' ? [current] : [])))]
  }
  expect(await says(1)).toEqual([6])
  expect(await says(1_000)).toEqual([2, 4, 6])
  expect(await says(9_000)).toEqual([1, 2, 3, 4, 5, 6])
})

test('a sync that dies goes on after the last page, and asks for no episodes that were written', async () => {
  await using arr = await setupArr()
  await using sonarr = await withSonarr(arr, { series: 6, seasons: 1, episodesOfSeason: 2 })
  for (const series of sonarr.series.values()) series.oddities = { statistics: { totalEpisodeCount: 1_000 } }
  const kept = new Map<string, unknown>()
  let pages = 0
  const id = '018f0000-0000-7000-8000-000000000002'
  const checkpoints = {
    id,
    loadCursor: async <T>() => await Promise.resolve(kept.get('cursor') as T | undefined),
    saveCursor: async (value: unknown) => await Promise.resolve(void kept.set('cursor', value)),
  }
  const dying = {
    ...checkpoints,
    insertMany: async () => {
      if (++pages === 2) throw new Error('killed')
      return await Promise.resolve([])
    },
  }
  await expect(sonarr.sync({}, dying as never)).rejects.toThrow('killed')
  sonarr.requests.clear()
  expect((await sonarr.sync({}, checkpoints)).result).toMatchObject({ counts: { found: 6, added: 6, files: 12 } })
  // Two of six were written; nothing but the episodes of the other four is asked for.
  expect(sonarr.requests.all).toEqual(Array.from({ length: 4 }, () => 'GET /api/v3/episode'))
})
