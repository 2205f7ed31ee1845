import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { CatalogDatabase } from '../catalog-database.ts'
import { catalogMigrations } from '../catalog-migrations.ts'
import { creditToWrite } from '../items/credit-to-write.ts'
import { writeCredits, type CreditToWrite } from '../items/write-credits.ts'
import { identifyPeople } from './identify-people.ts'

const id = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`

const setup = async () => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'catalog',
    prepare: async (url) => void (await migrate(url, [catalogMigrations])),
  })
  const { db } = database
  return {
    db,
    /** What an NFO says of a film: names. */
    nfo: async (film: number, names: readonly string[], thumb?: string) =>
      await writeCredits(db, [
        { id: id(film), replaces: true, credits: names.map((name) => creditToWrite('actor', { name, ...(thumb && { thumb }) })) },
      ]),
    /** What a provider says of a film whose NFO has actors: those are not replaced. */
    provider: async (film: number, told: Record<string, string>, kind: CreditToWrite['kind'] = 'director') => {
      const credits = Object.entries(told).map(([tmdb, name]) => creditToWrite(kind, { name, uniqueIds: { tmdb } }))
      if (kind === 'director') await writeCredits(db, [{ id: id(film), replaces: true, credits }])
      return await identifyPeople(db, [{ itemId: id(film), people: credits }])
    },
    films: async (count: number) => {
      await sql`truncate backlot.items cascade`.execute(db)
      for (let film = 1; film <= count; film++) {
        await sql`insert into backlot.items (id, type) values (${id(film)}, 'movie')`.execute(db)
        await sql`insert into backlot.movies (id, title, sort_title, known_from) values (${id(film)}, 'Film', 'film', 'nfo')`.execute(db)
      }
    },
    stored: async () => {
      const { rows: credits } = await sql<{ credit: string }>`
        select concat_ws(' ', right(c.item_id::text, 1), c.kind, c.position, p.known_by) as credit
        from backlot.credits c join backlot.people p on p.id = c.person_id order by 1`.execute(db)
      const { rows: people } = await sql<{ known_by: string }>`select known_by from backlot.people order by 1`.execute(db)
      return { credits: credits.map(({ credit }) => credit), people: people.map((one) => one.known_by) }
    },
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}

test('a name of an NFO becomes the person whom a provider tells of, in that film alone', async () => {
  await using at = await setup()
  await at.films(2)
  await at.nfo(1, ['Max Schreck', 'Greta  SCHRÖDER'])
  await at.nfo(2, ['Max Schreck'])
  const changed = await at.provider(1, { 5: 'max schreck', 6: 'Greta Schröder' }, 'actor')
  expect(changed).toHaveLength(4)
  expect(await at.stored()).toEqual({
    credits: ['1 actor 0 tmdb:5', '1 actor 1 tmdb:6', '2 actor 0 name:max schreck'],
    people: ['name:max schreck', 'tmdb:5', 'tmdb:6'],
  })
  // The NFO is read again: it still means the same.
  await at.nfo(1, ['Greta  SCHRÖDER', 'Max Schreck', 'Somebody'])
  await at.provider(2, { 5: 'Max Schreck' }, 'actor')
  expect(await at.stored()).toEqual({
    credits: ['1 actor 0 tmdb:6', '1 actor 1 tmdb:5', '1 actor 2 name:somebody', '2 actor 0 tmdb:5'],
    people: ['name:somebody', 'tmdb:5', 'tmdb:6'],
  })
})

test('a name is also whom another credit of the film knows by an id', async () => {
  await using at = await setup()
  await at.films(1)
  await at.provider(1, { 5: 'Max Schreck' }, 'director')
  await at.nfo(1, ['max schreck'])
  await at.provider(1, { 6: 'Somebody' }, 'actor')
  expect(await at.stored()).toEqual({ credits: ['1 actor 0 tmdb:5', '1 director 0 tmdb:5'], people: ['tmdb:5'] })
})

test('two people of one name in one film are not guessed at', async () => {
  await using at = await setup()
  await at.films(1)
  await at.nfo(1, ['Max Schreck'])
  expect(await at.provider(1, { 5: 'Max Schreck', 7: 'Max Schreck' }, 'actor')).toEqual([])
  expect((await at.stored()).credits).toEqual(['1 actor 0 name:max schreck'])
})

test('the picture of the name is kept', async () => {
  await using at = await setup()
  await at.films(1)
  await at.nfo(1, ['Max Schreck'], 'https://example.org/schreck.jpg')
  await at.provider(1, { 5: 'Max Schreck' }, 'actor')
  const { rows } = await sql`
    select p.known_by, p.thumb_url, a.type, a.url from backlot.people p join backlot.artwork a on a.item_id = p.id`.execute(at.db)
  const url = 'https://example.org/schreck.jpg'
  expect(rows).toEqual([{ known_by: 'tmdb:5', thumb_url: url, type: 'profile', url }])
})

test('an episode names whom its series names, before that whom it names itself', async () => {
  await using at = await setup()
  await at.films(0)
  await sql`insert into backlot.items (id, type) values (${id(1)}, 'series'), (${id(2)}, 'episode'), (${id(3)}, 'episode')`.execute(at.db)
  await sql`insert into backlot.series (id, title, sort_title, known_from) values (${id(1)}, 'Series', 'series', 'nfo')`.execute(at.db)
  await sql`
    insert into backlot.episodes (id, series_id, season_number, number, known_from)
    values (${id(2)}, ${id(1)}, 1, 1, 'nfo'), (${id(3)}, ${id(1)}, 1, 2, 'nfo')`.execute(at.db)
  await at.nfo(2, ['Musidora'])
  await at.nfo(3, ['Musidora'])
  const musidora = (tmdb: string) => creditToWrite('actor', { name: 'Musidora', uniqueIds: { tmdb } })
  await identifyPeople(at.db, [
    { itemId: id(1), people: [musidora('8')] },
    { itemId: id(3), people: [musidora('9')] },
  ])
  expect((await at.stored()).credits).toEqual(['2 actor 0 tmdb:8', '3 actor 0 tmdb:9'])
})

test('in whatever order NFOs and a provider come: the end is the same', async () => {
  await using at = await setup()
  const names = ['Max Schreck', 'Greta Schröder', 'Alexander Granach']
  const told = (film: number): Record<string, string> => ({ 5: 'max schreck', [`6${film}`]: 'Greta  Schröder' })
  const step = fc.record({ film: fc.constantFrom(1, 2, 3), does: fc.constantFrom('nfo', 'cast', 'crew') })
  const all = [1, 2, 3].flatMap((film) => (['nfo', 'cast', 'crew'] as const).map((does) => ({ film, does })))
  let expected: unknown
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.shuffledSubarray(all, { minLength: all.length }), async (some, rest) => {
      await at.films(3)
      for (const { film, does } of [...some, ...rest]) {
        if (does === 'nfo') await at.nfo(film, names)
        else await at.provider(film, told(film), does === 'cast' ? 'actor' : 'director')
      }
      // What an NFO said last is asked about again.
      for (const film of [1, 2, 3]) await at.provider(film, told(film), 'actor')
      const end = await at.stored()
      expect(end).toEqual((expected ??= end))
    }),
    { numRuns: 25 },
  )
  expect(expected).toMatchObject({ people: ['name:alexander granach', 'tmdb:5', 'tmdb:61', 'tmdb:62', 'tmdb:63'] })
})
