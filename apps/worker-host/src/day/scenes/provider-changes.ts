import { searchAnswerSchema } from '../../http/movie-schema.ts'
import { daySeries, morningFilms } from '../day-films.ts'
import { allMovies, seriesTitled } from '../day-catalog.ts'
import type { Scene } from '../scene.ts'

/** TMDb knows better now: what changed there is read again, and Radarr's older words do not come back. */
export const providerChanges: Scene = {
  at: '13:00',
  title: 'TMDb changes what it says of a film and of a series',
  tells: [],
  play: async ({ world: { tmdb }, host, say, check }) => {
    const { tmdbId } = morningFilms.faust
    tmdb.change('movie', tmdbId, { title: 'Faust: A German Folktale', overview: 'A wager between heaven and hell.' })
    tmdb.change('tv', 710_000, { overview: 'Three keepers, one light.' })
    const { result } = await host.runSchedule('metadata_refresh_due')
    say(`the daily sweep found ${(result as { changed: number }).changed} titles that changed`)
    await host.settle()
    const { hits } = await host.api(searchAnswerSchema, { path: '/api/search', query: { q: 'german folktale' } })
    check(hits[0]?.title === 'Faust: A German Folktale', 'the film is found by its new title')
    check(
      (await seriesTitled(host.api, daySeries.lighthouse.title)).overview === 'Three keepers, one light.',
      'the series has its new text',
    )
    await host.runSchedule('radarr_sync main full')
    await host.settle()
    const film = (await allMovies(host.api)).find(({ externalIds }) => externalIds.some(({ value }) => value === String(tmdbId)))
    check(film?.title === 'Faust: A German Folktale', 'and keeps it over a sync with Radarr, which knows the old one')
  },
}
