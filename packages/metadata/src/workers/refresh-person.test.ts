import { isPermanentError } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { refreshPerson } from '@backlot/metadata-args'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupTmdb } from '../providers/tmdb/test-tmdb.ts'
import { setupMedia } from '../testing/test-media.ts'
import { refreshPersonWorker } from './refresh-person.ts'

const personId = '00000000-0000-4000-8000-000000000001'

const setup = async (knownBy: string) => {
  const tmdb = await setupTmdb()
  const { db, ...media } = await setupMedia()
  await sql`insert into backlot.items (id, type) values (${personId}, 'person')`.execute(db)
  await sql`insert into backlot.people (id, name, known_by) values (${personId}, 'Max Schreck', ${knownBy})`.execute(db)
  const worker = refreshPersonWorker({ db, online: { providers: [tmdb.tmdb], languages: ['en'] } })
  return {
    ...tmdb,
    db,
    refresh: async (force = false) => await perform(worker, refreshPerson({ personId, force })),
    [Symbol.asyncDispose]: async () => {
      await media[Symbol.asyncDispose]()
      await tmdb[Symbol.asyncDispose]()
    },
  }
}

const schreck = {
  id: 1,
  name: 'Max Schreck',
  biography: 'An actor.',
  birthday: '1879-09-06',
  also_known_as: ['Friedrich Schreck'],
  profile_path: '/s.jpg',
  external_ids: { imdb_id: 'nm0775180' },
}

test('a person gets what the provider knows, and keeps it when nothing changed or less is said', async () => {
  await using at = await setup('tmdb:1')
  at.simulator.addPerson(schreck)
  const stored = async () =>
    await at.db
      .selectFrom('backlot.people')
      .select(['name', 'biography', sql<string>`born::text`.as('born'), 'other_names', 'thumb_url'])
      .executeTakeFirst()
  expect((await at.refresh()).result).toEqual({ provider: 'tmdb' })
  const known = {
    name: 'Max Schreck',
    biography: 'An actor.',
    born: '1879-09-06',
    other_names: ['Friedrich Schreck'],
    thumb_url: `${at.simulator.imageUrl}/original/s.jpg`,
  }
  expect(await stored()).toEqual(known)
  expect((await at.refresh()).result).toEqual({ provider: undefined })
  expect(at.simulator.requests.map(({ status }) => status)).toEqual([200, 304])
  at.simulator.change('person', 1, { biography: '', birthday: null })
  await at.refresh()
  expect(await stored()).toEqual(known)
  expect(await at.db.selectFrom('backlot.item_external_ids').select(['type', 'provider', 'value']).orderBy('provider').execute()).toEqual([
    { type: 'person', provider: 'imdb', value: 'nm0775180' },
    { type: 'person', provider: 'tmdb', value: '1' },
  ])
})

test('a person who is known by her name alone is asked about nowhere', async () => {
  await using at = await setup('name:max schreck')
  expect((await at.refresh()).result).toEqual({ provider: undefined })
  expect(at.simulator.requests).toEqual([])
})

test('a person whom the provider deleted fails the job for good and keeps everything', async () => {
  await using at = await setup('tmdb:1')
  at.simulator.addPerson(schreck)
  await at.refresh()
  at.simulator.remove('person', 1)
  await expect(at.refresh(true)).rejects.toSatisfy(isPermanentError)
  expect(await at.db.selectFrom('backlot.people').select('biography').executeTakeFirst()).toEqual({ biography: 'An actor.' })
  at.simulator.fail('status 503')
  expect((await at.refresh()).outcome).toBe('snoozed')
})
