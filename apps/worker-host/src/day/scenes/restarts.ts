import { newFilms } from '../day-films.ts'
import { movieTitled } from '../day-catalog.ts'
import type { Scene } from '../scene.ts'

/** The host is stopped; what happens meanwhile is found when it is back. */
export const firstRestart: Scene = {
  at: '20:00',
  title: 'The host is stopped for an hour, and films arrive meanwhile',
  tells: ['Film added: The Circus (1928)', 'Film added: Pandoras Box (1929)'],
  play: async ({ world, host, say, check }) => {
    await host.stop()
    const { addFilm, radarr, sonarr } = world
    await radarr.importFile(await addFilm(newFilms.circus))
    await world.copy(newFilms.pandora)
    say(`Radarr posted to nobody and dropped ${radarr.webhooks.dropped.length} posts; somebody copied a film`)
    await host.startApart()
    for (const { webhooks } of [radarr, sonarr]) webhooks.unblock()
    await host.runSchedule('radarr_sync main')
    await host.scan('films')
    await host.settle()
    for (const title of ['The Circus', 'Pandoras Box']) {
      check((await movieTitled(host.api, title)).files.length === 1, `${title} was found`)
    }
  },
}

/** The host is killed in the middle of its work, as by a power cut, and the next one goes on with it. */
export const secondRestart: Scene = {
  at: '21:00',
  title: 'The host is killed in the middle of scans and syncs',
  tells: [],
  play: async ({ host, say, check }) => {
    const ids = [
      ...(await Promise.all(['films', 'series'].map(async (library) => await host.beginScan(library, { force: true })))),
      ...(await Promise.all(['radarr_sync main full', 'sonarr_sync tv full'].map(host.beginSchedule))),
    ]
    await host.kill()
    say('killed while two scans and two syncs were to be done')
    await host.start()
    for (const id of ids) check((await host.ended(id)).state === 'completed', 'what was begun is done')
    await host.settle()
  },
}
