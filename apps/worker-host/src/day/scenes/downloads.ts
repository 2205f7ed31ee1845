import { daySeries, episodesOfSeason, newFilms } from '../day-films.ts'
import { movieTitled, seriesTitled } from '../day-catalog.ts'
import { seriesIdOf } from '../simulated-ids.ts'
import type { Scene } from '../scene.ts'

/** A film and a season arrive, and their webhooks with them. */
export const downloads: Scene = {
  at: '09:00',
  title: 'A film and a season are downloaded',
  tells: ['Film added: The Third Man (1949)', 'The Lighthouse Keepers, season 2: 3 episodes available'],
  play: async ({ world: { addFilm, radarr, sonarr }, host, say, check }) => {
    const film = await addFilm(newFilms.thirdMan)
    await radarr.grab(film)
    await radarr.importFile(film)
    say('Radarr posted that The Third Man was added, grabbed and imported')
    const series = seriesIdOf(sonarr, daySeries.lighthouse)
    for (let episode = 1; episode <= episodesOfSeason; episode++) {
      await sonarr.grab(series, { season: 2, episodes: [episode] }, `DOWNLOAD-${episode}`)
      await sonarr.importFile(series, { season: 2, episodes: [episode] })
    }
    say('Sonarr posted three episodes of The Lighthouse Keepers, one after the other')
    await host.settle()
    const { files, knownFrom } = await movieTitled(host.api, 'The Third Man')
    check(files.length === 1 && knownFrom === 'provider', 'the film is there with its file and what TMDb knows of it')
    const { episodes } = await seriesTitled(host.api, daySeries.lighthouse.title)
    const ofSeason = episodes.filter(({ seasonNumber }) => seasonNumber === 2)
    check(ofSeason.filter((one) => one.files.length === 1).length === episodesOfSeason, 'each episode has its file')
    check(radarr.webhooks.dropped.length + sonarr.webhooks.dropped.length === 0, 'no post was refused')
  },
}
