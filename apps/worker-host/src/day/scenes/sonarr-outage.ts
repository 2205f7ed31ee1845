import { daySeries } from '../day-films.ts'
import { seriesTitled } from '../day-catalog.ts'
import { seriesIdOf } from '../simulated-ids.ts'
import type { Scene } from '../scene.ts'

/** Sonarr breaks off twice, of which nobody needs to hear; then it refuses the key, of which somebody does, once. */
export const sonarrOutage: Scene = {
  at: '16:00',
  title: 'Sonarr breaks off, and later refuses the key',
  tells: ['Syncing Sonarr "tv" failed', 'Episode available: Northern Post 1x02 Chapter 2'],
  play: async ({ world: { sonarr }, host, say, check }) => {
    sonarr.outages.begin({ answer: 'cut', requests: 2 })
    const series = seriesIdOf(sonarr, daySeries.post)
    await sonarr.importFile(series, { season: 1, episodes: [2] })
    await host.settle()
    const { episodes } = await seriesTitled(host.api, daySeries.post.title)
    const episode = episodes.find(({ seasonNumber, number }) => seasonNumber === 1 && number === 2)
    check(episode?.files.some(({ missingSince }) => missingSince === undefined) === true, 'the episode came with the third attempt')
    sonarr.outages.begin({ answer: 401 })
    const { state } = await host.runSchedule('sonarr_sync tv')
    check(state === 'discarded', 'a refused key is not tried again')
    sonarr.outages.end()
    say('the key is right again')
    check((await host.runSchedule('sonarr_sync tv')).state === 'completed', 'the next sync goes well')
    await host.settle()
  },
}
