import { startTypesenseSimulator } from '@backlot/testing'
import { randomBytes } from 'node:crypto'
import { test } from 'vitest'
import { testSearchIndex } from '../contract/test-search-index.ts'
import { createTypesenseSearch } from './create-typesense-search.ts'

testSearchIndex('The Typesense driver, against the simulator,', async () => {
  const server = await startTypesenseSimulator()
  return { index: createTypesenseSearch(server), close: async () => await server.close() }
})

const { TYPESENSE_URL: url, TYPESENSE_API_KEY: apiKey = 'xyz' } = process.env
if (url === undefined) {
  test('The Typesense driver keeps the contract against a real server', ({ skip }) => {
    skip('TYPESENSE_URL and TYPESENSE_API_KEY name no server')
  })
} else {
  testSearchIndex('The Typesense driver, against a real server,', async () => {
    const prefix = `backlot_test_${randomBytes(4).toString('hex')}`
    return { index: createTypesenseSearch({ url, apiKey, prefix }), close: async () => await dropAll(url, { apiKey, prefix }) }
  })
}

const dropAll = async (server: string, { apiKey: key, prefix }: { apiKey: string; prefix: string }): Promise<void> => {
  const headers = { 'x-typesense-api-key': key }
  const collections = (await (await fetch(new URL('/collections', server), { headers })).json()) as { name: string }[]
  for (const { name } of collections.filter((one) => one.name.startsWith(prefix)))
    await fetch(new URL(`/collections/${name}`, server), { method: 'DELETE', headers })
}
