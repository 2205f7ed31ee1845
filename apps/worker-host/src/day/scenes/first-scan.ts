import { librarySchema } from '../../http/library-schema.ts'
import { webhookStatusSchema } from '../../http/integration-service.ts'
import { allMovies, allSeries } from '../day-catalog.ts'
import type { Scene } from '../scene.ts'

/** The host starts for the first time, and looks at everything that is there. */
export const firstScan: Scene = {
  at: '07:00',
  title: 'The host starts for the first time and scans both folders',
  tells: ['films is ready', 'series is ready'],
  play: async ({ world, host, say, check }) => {
    await host.start()
    const libraries = [
      { name: 'films', type: 'movie', paths: [world.films] },
      { name: 'series', type: 'tvshow', paths: [world.series] },
    ]
    for (const library of libraries) {
      await host.api(librarySchema, {
        method: 'POST',
        path: '/api/libraries',
        body: { ...library, scanInterval: 'never', scanOnStart: false },
      })
      const { state, result } = await host.scan(library.name)
      const { found, matched } = result as { found: number; matched: number }
      say(`scanned ${library.name}: ${found} files, ${matched} matched`)
      check(state === 'completed' && found === matched, `every file of ${library.name} is known`)
    }
    for (const app of ['radarr/main', 'sonarr/tv']) {
      await host.api(webhookStatusSchema, { method: 'POST', path: `/api/integrations/${app}/webhook` })
    }
    for (const name of ['radarr_sync main full', 'sonarr_sync tv full']) {
      const { state } = await host.runSchedule(name)
      check(state === 'completed', `${name} is done`)
    }
    await host.settle()
    const [films, series] = [await allMovies(host.api), await allSeries(host.api)]
    check(films.length === world.radarr.movies.size + 1, 'what the scan made and what Radarr has are the same films')
    check(series.length === world.sonarr.series.size, 'what the scan made and what Sonarr has are the same series')
    check(
      films.every(({ knownFrom, artwork }) => knownFrom === 'provider' && artwork.length > 0),
      'TMDb told of every film, and has its poster',
    )
  },
}
