import { daySeries, morningFilms } from '../day-films.ts'
import { movieTitled } from '../day-catalog.ts'
import { idOf, seriesIdOf } from '../simulated-ids.ts'
import type { Scene } from '../scene.ts'

/** Better files take the place of those that are there: of interest to nobody's telephone. */
export const upgrade: Scene = {
  at: '10:00',
  title: 'A film and an episode are upgraded',
  tells: [],
  play: async ({ world: { radarr, sonarr }, host, say, check }) => {
    const name = 'Metropolis (1927) Bluray-2160p.mkv'
    await radarr.importFile(idOf(radarr, morningFilms.metropolis), { relativePath: name })
    const series = seriesIdOf(sonarr, daySeries.post)
    await sonarr.importFile(
      series,
      { season: 1, episodes: [1] },
      { relativePath: 'Season 01/Northern Post (2015) - S01E01 WEBDL-1080p.mkv' },
    )
    say('better files of Metropolis and of Northern Post 1x01 took the place of the old ones')
    await host.settle()
    const there = (await movieTitled(host.api, 'Metropolis')).files.filter(({ missingSince }) => missingSince === undefined)
    check(there.length === 1 && there[0]?.path.endsWith(name) === true, 'the film has the better file, and that one only')
  },
}
