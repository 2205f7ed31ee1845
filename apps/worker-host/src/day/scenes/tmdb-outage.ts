import { newFilms } from '../day-films.ts'
import { movieTitled } from '../day-catalog.ts'
import type { Scene } from '../scene.ts'

/** TMDb is away while a film arrives: it is there with what Radarr knows, and the rest comes later. */
export const tmdbOutage: Scene = {
  at: '14:00',
  title: 'TMDb is away while a film is downloaded',
  tells: ['Film added: City Lights (1931)'],
  play: async ({ world: { addFilm, radarr, tmdb }, host, say, check }) => {
    tmdb.fail('status 503')
    await radarr.importFile(await addFilm(newFilms.cityLights))
    for (let round = 0; round < 3; round++) {
      await host.calm()
      await host.passTime()
    }
    await host.calm()
    check((await movieTitled(host.api, 'City Lights')).files.length === 1, 'the film is there with its file')
    tmdb.recover()
    say('TMDb is back')
    await host.settle()
    const { knownFrom, artwork } = await movieTitled(host.api, 'City Lights')
    check(knownFrom === 'provider' && artwork.length > 0, 'what TMDb knows came later')
  },
}
