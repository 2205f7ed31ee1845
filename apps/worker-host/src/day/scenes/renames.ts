import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { copiedFilm, daySeries, episodesOfSeason, morningFilms } from '../day-films.ts'
import { movieTitled } from '../day-catalog.ts'
import { fileIdOf, idOf, seriesIdOf } from '../simulated-ids.ts'
import type { Scene } from '../scene.ts'

/** Files get other names, by Radarr and Sonarr and by hand; they stay what they are. */
export const renames: Scene = {
  at: '11:00',
  title: 'Files are renamed, by Radarr, by Sonarr and by hand',
  tells: [],
  play: async ({ world: { radarr, sonarr, films }, host, say, check }) => {
    const before = await movieTitled(host.api, 'Sunrise')
    await radarr.renameFile(idOf(radarr, morningFilms.sunrise), 'Sunrise - A Song of Two Humans (1927).mkv')
    const series = seriesIdOf(sonarr, daySeries.lighthouse)
    for (let episode = 1; episode <= episodesOfSeason; episode++) {
      await sonarr.renameFile(series, fileIdOf(sonarr, series, 1, episode), `Season 1/The Lighthouse Keepers 1x0${episode}.mkv`)
    }
    await host.settle()
    const after = await movieTitled(host.api, 'Sunrise')
    check(
      after.id === before.id && after.files[0]?.id === before.files[0]?.id,
      'a film that Radarr renamed is the same film with the same file',
    )
    const { title, year } = copiedFilm
    await rename(join(films, `${title} (${year})`), join(films, `${title}! (${year})`))
    say('somebody renamed the folder of Safety Last')
    const { result } = await host.scan('films')
    check((result as { moved: number }).moved === 1, 'the scan knows the file that moved')
    await host.settle()
  },
}
