import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { daySeries } from '../day/day-films.ts'
import { allSeries, seriesTitled } from '../day/day-catalog.ts'
import { found } from './movie-kinds.ts'
import type { Takes, Taking } from './taking.ts'

const { title } = daySeries.lighthouse
/** Its id at the simulated TMDb. */
const tmdbId = 710_000

const theSeries = async ({ host }: Taking) => await seriesTitled(host.api, title)
const seriesId = async (at: Taking): Promise<string> => (await theSeries(at)).id

/** Lets TMDb say something else of the series, and has it read again by a kind. */
const refreshedBy = async (at: Taking, kind: string, args: object): Promise<void> => {
  const overview = `Known by ${kind}.`
  at.world.tmdb.change('tv', tmdbId, { overview })
  await at.take(kind, args)
  expect((await theSeries(at)).overview).toBe(overview)
}

/** Lets TMDb say something else of the first season and its first episode. */
const changeSeason = ({ world }: Taking, name: string): void =>
  world.tmdb.change('tv', tmdbId, {
    'season/1': {
      _id: `${tmdbId}-1`,
      id: tmdbId * 1_000 + 1,
      season_number: 1,
      name,
      overview: '',
      episodes: [1, 2, 3].map((number) => ({
        id: (tmdbId * 1_000 + 1) * 1_000 + number,
        show_id: tmdbId,
        season_number: 1,
        episode_number: number,
        name: `${name}, part ${number}`,
        crew: [],
        guest_stars: [],
      })),
    },
  })

const episodesOfFirst = async (at: Taking) => (await theSeries(at)).episodes.filter(({ seasonNumber }) => seasonNumber === 1)

/** The kinds of series. */
export const tvshowKinds: Takes = {
  tvshow_library_scan: async (at) => {
    const { result } = await at.take('tvshow_library_scan', { libraryId: at.series })
    expect(result).toMatchObject({ found: 6, matched: 6 })
    expect(await allSeries(at.host.api)).toHaveLength(2)
  },
  tvshow_file_match: async (at) => {
    const path = join(at.world.series, 'The Lighthouse Keepers (2010)', 'Season 02', 'The Lighthouse Keepers - S02E01.mkv')
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, 'copied by hand')
    expect((await at.take('tvshow_file_match', { path, libraryId: at.series })).result).toMatchObject({ state: 'matched' })
    const { episodes } = await theSeries(at)
    expect(episodes.find(({ seasonNumber, number }) => seasonNumber === 2 && number === 1)?.files).toMatchObject([{ path }])
  },
  tvshow_metadata_refresh: async (at) => await refreshedBy(at, 'tvshow_metadata_refresh', { seriesId: await seriesId(at), force: true }),
  tvshow_series_refresh: async (at) => await refreshedBy(at, 'tvshow_series_refresh', { seriesId: await seriesId(at) }),
  metadata_refresh_tvshow: async (at) => await refreshedBy(at, 'metadata_refresh_tvshow', { seriesId: await seriesId(at), force: true }),
  metadata_refresh_season: async (at) => {
    changeSeason(at, 'The First Winter')
    await at.take('metadata_refresh_season', { seriesId: await seriesId(at), seasonNumber: 1, force: true })
    expect((await theSeries(at)).seasons.find(({ number }) => number === 1)).toMatchObject({ title: 'The First Winter' })
    expect(await episodesOfFirst(at)).toMatchObject([{ title: 'The First Winter, part 1' }, {}, {}])
  },
  metadata_refresh_episode: async (at) => {
    changeSeason(at, 'The Long Night')
    await at.take('metadata_refresh_episode', { seriesId: await seriesId(at), seasonNumber: 1, episodeNumber: 2, force: true })
    expect((await episodesOfFirst(at)).map((episode) => episode.title)).toContain('The Long Night, part 2')
  },
  tvshow_search_index: async (at) => {
    const seriesIds = [await seriesId(at)]
    await at.take('tvshow_search_index', { operation: 'remove', seriesIds })
    expect(await found(at, title, 'series')).not.toContain(title)
    await at.take('tvshow_search_index', { operation: 'index', seriesIds })
    expect(await found(at, title, 'series')).toContain(title)
    await at.take('tvshow_search_index', { operation: 'reindex' })
    expect(await found(at, title, 'series')).toContain(title)
  },
}
