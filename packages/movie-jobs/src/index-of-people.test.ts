import { documentSources, removeLibrary } from '@backlot/catalog'
import { perform } from '@backlot/jobs/testing'
import { createPostgresSearch, reconcileSearch, reconcileSearchWorker } from '@backlot/search'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { indexFilms } from './import/index-films.ts'
import { greed, setupOnline, type TestOnline } from './testing/test-online.ts'

const nfo = (...actors: string[]) =>
  `<movie><title>Greed</title>${actors.map((name) => `<actor><name>${name}</name></actor>`).join('')}</movie>`

/** How the index differs from what is stored. */
const drift = async ({ library: { ports } }: TestOnline): Promise<unknown> => {
  const worker = reconcileSearchWorker({ db: ports.db, search: createPostgresSearch(ports.db), sources: documentSources })
  return (await perform(worker, reconcileSearch({ dryRun: true }))).result
}

const none = { missing: 0, stale: 0, leftOver: 0 }

test('whoever takes a credit from somebody, a provider, an NFO or who removes the film: the index follows', async () => {
  await using at = await setupOnline({ 'Greed (1924)/Greed (1924).mkv': 'a' })
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed')
  expect(await drift(at)).toMatchObject({ compared: 4, ...none })

  at.tmdb.change('movie', greed.id, { credits: { cast: [{ id: 9, name: 'Jean Hersholt', order: 0 }], crew: [] } })
  await at.refresh('Greed')
  // Those who are left over are stored until they are cleaned up.
  expect(await drift(at)).toMatchObject({ compared: 5, ...none })

  await at.library.folder.write({ 'Greed (1924)/Greed (1924).nfo': nfo('Nobody', 'Somebody') })
  await at.library.scan({ force: true })
  expect(await drift(at)).toMatchObject({ compared: 7, ...none })
  await at.library.folder.write({ 'Greed (1924)/Greed (1924).nfo': nfo('Somebody') })
  await at.library.scan({ force: true })
  expect(await drift(at)).toMatchObject({ compared: 7, ...none })

  const { db, search } = at.library.ports
  const insert = async () => await Promise.reject(new Error('an index in the database needs no job'))
  await removeLibrary(db, at.library.id, async (tx, { itemIds }) => await indexFilms(tx, { search, insert }, itemIds))
  expect(await drift(at)).toMatchObject({ compared: 6, ...none })
  expect((await sql`select from backlot.uncredited_people`.execute(db)).rows).toEqual([])
})
