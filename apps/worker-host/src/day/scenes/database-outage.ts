import { setTimeout as sleep } from 'node:timers/promises'
import type { Scene } from '../scene.ts'

/** How long it is away. */
const awayMs = 1_500

/** The database goes away while scans and syncs run, and comes back: the host says so, waits, and goes on. */
export const databaseOutage: Scene = {
  at: '19:00',
  title: 'The database is away for a moment, in the middle of scans and syncs',
  tells: [],
  play: async ({ host, database, say, check }) => {
    const ids = [
      ...(await Promise.all(['films', 'series'].map(async (library) => await host.beginScan(library, { force: true })))),
      ...(await Promise.all(['radarr_sync main full', 'sonarr_sync tv full'].map(host.beginSchedule))),
    ]
    await database.goAway()
    check(!(await host.isReady()), 'the host says that it is not ready')
    await sleep(awayMs)
    await database.comeBack()
    say('the database is back')
    await host.untilReady()
    for (const id of ids) check((await host.ended(id)).state === 'completed', 'what was begun is done')
    await host.settle()
  },
}
