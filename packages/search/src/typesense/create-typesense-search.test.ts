import { startTypesenseSimulator } from '@backlot/testing'
import { testSearchIndex } from '../contract/test-search-index.ts'
import { createTypesenseSearch } from './create-typesense-search.ts'

testSearchIndex('The Typesense driver, against the simulator,', async () => {
  const server = await startTypesenseSimulator()
  return { index: createTypesenseSearch(server), close: async () => await server.close() }
})
