import { newFilms } from '../day-films.ts'
import { movieTitled } from '../day-catalog.ts'
import type { Scene } from '../scene.ts'

/** Radarr says that it is not well, and answers nothing for a while; what it posted meanwhile is caught up with. */
export const radarrOutage: Scene = {
  at: '15:00',
  title: 'Radarr is unwell, and answers nothing for a while',
  tells: ['radarr main is not well', 'radarr main is well again', 'Film added: Modern Times (1936)'],
  play: async ({ world: { addFilm, radarr }, host, say, check }) => {
    const problem = { level: 'error', message: 'The disk is nearly full', type: 'DiskSpaceCheck' } as const
    await radarr.health(problem)
    radarr.outages.begin({ answer: 503, retryAfterSeconds: 30 })
    await radarr.importFile(await addFilm(newFilms.modernTimes))
    for (let round = 0; round < 3; round++) {
      await host.calm()
      await host.passTime()
    }
    await host.calm()
    radarr.outages.end()
    await radarr.health(problem, true)
    say('Radarr is back')
    await host.settle()
    check((await movieTitled(host.api, 'Modern Times')).files.length === 1, 'the film that it could not tell of is there')
  },
}
