import { newFilms } from '../day-films.ts'
import type { Scene } from '../scene.ts'

/** The receiver of messages is away while there is something to tell: it is told once, when it is back. */
export const receiverOutage: Scene = {
  at: '17:00',
  title: 'The telephone is off while two films are downloaded',
  tells: ['2 films added'],
  play: async ({ world: { addFilm, radarr, phone }, host, say, check }) => {
    phone.goOffline()
    const before = phone.told.length
    for (const film of [newFilms.goldRush, newFilms.kid]) {
      await radarr.importFile(await addFilm(film))
    }
    // The syncs, then the digest, then an attempt to deliver it.
    for (let round = 0; round < 4; round++) {
      await host.calm()
      await host.passTime()
    }
    await host.calm()
    check(phone.told.length === before, 'nothing arrived')
    phone.comeBack()
    say('the telephone is on again')
    await host.settle()
    check(phone.told.length === before + 1, 'one message arrived, once')
  },
}
