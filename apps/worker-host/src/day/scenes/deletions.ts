import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { missingListSchema } from '../../http/file-routes.ts'
import { searchAnswerSchema } from '../../http/movie-schema.ts'
import { copiedFilm, daySeries, morningFilms } from '../day-films.ts'
import { fileIdOf, idOf, seriesIdOf } from '../simulated-ids.ts'
import type { Scene } from '../scene.ts'

/** Files go: what is gone is kept as missing, so that it can come back as what it was. */
export const deletions: Scene = {
  at: '12:00',
  title: 'Files are deleted, by Radarr, by Sonarr and by hand',
  tells: [],
  play: async ({ world: { radarr, sonarr, films }, host, say, check }) => {
    await radarr.deleteFile(idOf(radarr, morningFilms.nosferatu))
    await radarr.deleteMovie(idOf(radarr, morningFilms.general))
    const series = seriesIdOf(sonarr, daySeries.post)
    await sonarr.deleteFile(series, fileIdOf(sonarr, series, 1, 2))
    const { title, year } = copiedFilm
    await rm(join(films, `${title}! (${year})`), { recursive: true })
    say('Radarr deleted a file and a film, Sonarr an episode, somebody a folder')
    await host.settle()
    await host.scan('films')
    await host.settle()
    const { files } = await host.api(missingListSchema, { path: '/api/libraries/films/missing' })
    for (const name of ['Nosferatu', 'The General', title]) {
      check(
        files.some(({ path }) => path.includes(name)),
        `the file of ${name} is listed as missing`,
      )
    }
    const { hits } = await host.api(searchAnswerSchema, { path: '/api/search', query: { q: 'nosferatu' } })
    check(
      hits.some((hit) => hit.title === 'Nosferatu'),
      'a film whose file is missing is still found',
    )
  },
}
