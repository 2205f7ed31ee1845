import { afterAll } from 'vitest'
import type { SearchIndex } from '../search-index.ts'
import { testFinding } from './test-finding.ts'
import { testKeeping } from './test-keeping.ts'
import { testNarrowing } from './test-narrowing.ts'
import { testRanking } from './test-ranking.ts'
import { testReindexing } from './test-reindexing.ts'

/** An index without documents, and how to end what it runs on. */
export interface OpenedIndex {
  index: SearchIndex
  close(): Promise<void>
}

/** What every driver of the port must do; called at the top of a driver's test file. `open` gives a new, empty index each time. */
export const testSearchIndex = (driver: string, open: () => Promise<OpenedIndex>): void => {
  const opened: OpenedIndex[] = []
  const empty = async (): Promise<SearchIndex> => {
    const one = await open()
    opened.push(one)
    return one.index
  }
  testFinding(driver, empty)
  testRanking(driver, empty)
  testNarrowing(driver, empty)
  testKeeping(driver, empty)
  testReindexing(driver, empty)
  afterAll(async () => {
    await Promise.all(opened.map(async (one) => await one.close()))
  })
}
