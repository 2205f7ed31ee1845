import { findApiDescription, noDescription, startPrism, startTypesenseSimulator } from '@backlot/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { testDocument } from '../contract/test-documents.ts'
import { testSearchIndex } from '../contract/test-search-index.ts'
import { createTypesenseSearch } from './create-typesense-search.ts'
import { importDocuments } from './import-documents.ts'
import { createTypesenseClient } from './typesense-client.ts'

const name = 'typesense.openapi.yml'
const description = findApiDescription(name)
if (description === undefined) {
  test('The Typesense driver keeps to its official description', ({ skip }) => {
    skip(noDescription(name))
  })
}

const describeIf = description === undefined ? () => undefined : describe

/** What the description has wrong about itself: documents of hits have fields that are no objects, as in its own example. */
const patch = (content: Record<string, unknown>): void => {
  const { components } = content as { components: { schemas: { SearchResultHit: { properties: { document: object } } } } }
  Object.assign(components.schemas.SearchResultHit.properties.document, { additionalProperties: true })
}

// Whatever the driver asks, and whatever the simulator answers, passes through a server that holds both to the description.
describeIf("Held to Typesense's own description", () => {
  const simulator = startTypesenseSimulator()
  const checked = simulator.then(async ({ url }) => await startPrism(description ?? '', { patch, upstream: url }))
  afterAll(async () => {
    await (await checked)[Symbol.asyncDispose]()
    await (await simulator).close()
  })

  let opened = 0
  const open = async () => {
    opened++
    return createTypesenseSearch({ url: (await checked).url, apiKey: 'simulated', prefix: `held_${opened}` })
  }
  testSearchIndex('the Typesense driver', async () => ({ index: await open(), close: async () => await Promise.resolve() }))

  test('status and keys are asked for as it says', async () => {
    const index = await open()
    await index.index('movies', [testDocument({ title: 'Nosferatu' })])
    const { collections } = await index.check()
    expect(collections[0]).toEqual({ collection: 'movies', documents: 1, state: 'ready' })
    expect(await index.createReadKey()).toMatch(/^\w{32}$/)
  })

  test('what it does not allow does not pass', async () => {
    const { url } = await checked
    const headers = { 'x-typesense-api-key': 'simulated', 'content-type': 'application/json', accept: 'application/json' }
    const { status } = await fetch(`${url}/collections`, { method: 'POST', headers, body: JSON.stringify({ name: 'without fields' }) })
    expect(status).toBeGreaterThanOrEqual(400)
  })
})

describeIf("Typesense's own examples", () => {
  const mock = Promise.resolve(description).then(async (file) =>
    file === undefined ? undefined : await startPrism(file, { patch, strict: false }),
  )
  afterAll(async () => {
    await (await mock)?.[Symbol.asyncDispose]()
  })
  const place = async () => ({ url: (await mock)?.url ?? '', apiKey: 'any' })

  test('of an import: its second line says that a document was refused, and which', async () => {
    const client = createTypesenseClient(await place())
    const importing = importDocuments(client, [{ id: 'first' }, { id: 'second' }], { into: 'films', action: 'upsert' })
    await expect(importing).rejects.toThrow('could not import 1 of 2 documents into films: 400 second: Bad JSON.')
  })

  test('of a search, a key, health and version are understood', async () => {
    const index = createTypesenseSearch(await place())
    const { hits } = await index.search({ text: 'stark', collections: ['movies'] })
    expect(hits.map(({ id }) => id)).toEqual(['124'])
    expect(await index.createReadKey()).toBe('string')
    expect((await index.check()).version).toBe('string')
  })
})
