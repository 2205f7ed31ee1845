import { perform } from '@backlot/jobs/testing'
import { startTypesenseSimulator, type TypesenseSimulator } from '@backlot/testing'
import type { Kysely } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { reconcileSearch } from '../args.ts'
import { testDocument } from '../contract/test-documents.ts'
import type { DocumentSource } from '../following/document-source.ts'
import { createPostgresSearch } from '../postgres/create-postgres-search.ts'
import { openTestDatabase } from '../postgres/test-database.ts'
import type { SearchDocument } from '../search-document.ts'
import type { SearchIndex } from '../search-index.ts'
import { createTypesenseSearch } from '../typesense/create-typesense-search.ts'
import { reconcileSearchWorker } from './reconcile-worker.ts'

/** Documents that are only here. */
const sourceOf = (held: Map<string, SearchDocument>): DocumentSource<Kysely<unknown>> => {
  const ids = () => [...held.keys()].toSorted()
  return {
    collection: 'movies',
    count: async () => await Promise.resolve(held.size),
    idsAfter: async (_db, after = '', limit) =>
      await Promise.resolve(
        ids()
          .filter((id) => id > after)
          .slice(0, limit),
      ),
    documents: async (_db, wanted) => await Promise.resolve(wanted.flatMap((id) => held.get(id) ?? [])),
    existing: async (_db, wanted) => await Promise.resolve(wanted.filter((id) => held.has(id))),
    lock: async () => await Promise.resolve(),
  }
}

const setup = async (open: (db: Kysely<unknown>) => SearchIndex | Promise<SearchIndex>) => {
  const { db, close } = await openTestDatabase()
  const search = await open(db)
  const held = new Map(
    Array.from({ length: 1_200 }, (_, number) => [`id-${number}`, testDocument({ id: `id-${number}`, title: `Film ${number}` })]),
  )
  const worker = reconcileSearchWorker({ db, search, sources: [sourceOf(held)] })
  const reconcile = async (args: Parameters<typeof reconcileSearch>[0] = {}) => await perform(worker, reconcileSearch(args))
  const total = async (text = '') => (await search.search({ text, collections: ['movies'] })).total
  /** Three are missing, two stale, one is left over. */
  const drift = async () => {
    await search.remove('movies', ['id-3', 'id-500', 'id-1100'])
    await search.index('movies', [testDocument({ id: 'id-7', title: 'Something else' }), testDocument({ id: 'id-8', title: 'Old' })])
    await search.index('movies', [testDocument({ id: 'gone', title: 'Gone' })])
  }
  return { search, held, reconcile, total, drift, [Symbol.asyncDispose]: close }
}

const servers: TypesenseSimulator[] = []
afterAll(async () => {
  for (const server of servers) await server.close()
})
const drivers = {
  Postgres: (db: Kysely<unknown>) => createPostgresSearch(db),
  Typesense: async () => {
    const server = await startTypesenseSimulator()
    servers.push(server)
    return createTypesenseSearch(server)
  },
}

for (const [driver, open] of Object.entries(drivers)) {
  test(`${driver}: what is missing, stale and left over is counted and repaired, and the second time there is nothing`, async () => {
    await using kit = await setup(open)
    expect((await kit.reconcile({ dryRun: true })).result).toMatchObject({ compared: 1_200, missing: 1_200, stale: 0, leftOver: 0 })
    await kit.reconcile()
    expect(await kit.total()).toBe(1_200)
    await kit.drift()
    const found = { compared: 1_200, missing: 3, stale: 2, leftOver: 1 }
    expect((await kit.reconcile({ dryRun: true })).result).toEqual({ ...found, rebuilt: 0, collections: { movies: found } })
    const { result, log } = await kit.reconcile()
    expect(result).toEqual({ ...found, rebuilt: 0, collections: { movies: found } })
    expect(log).toEqual(['movies: 3 were missing, 2 stale, 1 left over'])
    expect(await kit.total('something else')).toBe(0)
    expect((await kit.reconcile()).result).toMatchObject({ missing: 0, stale: 0, leftOver: 0 })
    expect(await kit.total()).toBe(1_200)
  })

  test(`${driver}: a rebuild brings the index to what its source has`, async () => {
    await using kit = await setup(open)
    await kit.search.index('movies', [testDocument({ id: 'gone', title: 'Gone' })])
    expect((await kit.reconcile({ rebuild: true })).result).toMatchObject({ rebuilt: 1_200, compared: 0 })
    expect((await kit.reconcile()).result).toMatchObject({ compared: 1_200, missing: 0, stale: 0, leftOver: 0 })
  })
}

test('a collection that was never filled is built anew, and one without a source is refused by name', async () => {
  await using kit = await setup(drivers.Typesense)
  expect((await kit.reconcile()).result).toMatchObject({ rebuilt: 1_200 })
  expect((await kit.reconcile()).result).toMatchObject({ compared: 1_200, missing: 0 })
  await expect(kit.reconcile({ collections: ['people'] })).rejects.toThrow('Nothing of this build fills people')
})

test('while the search server is away the job waits, and spends no attempt', async () => {
  await using kit = await setup(drivers.Typesense)
  servers.at(-1)?.fail({ status: 503, message: 'Not Ready or Lagging', times: 100 })
  const { outcome, log } = await kit.reconcile()
  expect(outcome).toBe('snoozed')
  expect(log[0]).toContain('Not Ready or Lagging')
})
