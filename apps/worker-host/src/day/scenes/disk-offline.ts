import { mkdir, rename, rmdir } from 'node:fs/promises'
import { missingListSchema } from '../../http/file-routes.ts'
import type { Scene } from '../scene.ts'

/** The disk of the films is unplugged, which leaves its empty mount point; and comes back. */
export const diskOffline: Scene = {
  at: '18:00',
  title: 'The disk with the films is unplugged, and plugged in again',
  tells: ['films: a folder is offline', 'films: a folder is back'],
  play: async ({ world: { films }, host, say, check }) => {
    const missing = async (): Promise<number> => (await host.api(missingListSchema, { path: '/api/libraries/films/missing' })).files.length
    const before = await missing()
    await rename(films, `${films}.unplugged`)
    await mkdir(films)
    for (let scan = 0; scan < 2; scan++) await host.scan('films')
    await host.runSchedule('radarr_sync main full')
    await host.settle()
    check((await missing()) === before, 'no film is taken for missing')
    await rmdir(films)
    await rename(`${films}.unplugged`, films)
    say('the disk is back')
    await host.scan('films')
    await host.settle()
    check((await missing()) === before, 'everything is as it was')
  },
}
