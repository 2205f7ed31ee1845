import { describe, expect, test } from 'vitest'
import type { SearchDocument } from '../search-document.ts'
import { isSearchError } from '../search-error.ts'
import { testDocument, testFilms } from './test-documents.ts'
import { searchFor, titlesOf, type OpenEmpty } from './test-search.ts'

/** Building anew beside the live index. */
export const testReindexing = (driver: string, empty: OpenEmpty): void => {
  describe(`${driver} reindexes`, () => {
    const setup = async () => {
      const index = await empty()
      const films = testFilms()
      await index.index('movies', films)
      return { index, films }
    }
    const byId = (documents: readonly SearchDocument[]) => documents.toSorted((a, b) => (a.id < b.id ? -1 : 1))

    test('beside the live index: all of it stays found, and only the swap replaces it', async () => {
      const { index, films } = await setup()
      const reindex = await index.startReindex('movies')
      expect(reindex.resumeAfter).toBeUndefined()
      await reindex.index([testDocument({ title: 'Faust', year: 1926 })])
      expect((await searchFor(index, {})).total).toBe(films.length)
      expect(await titlesOf(index, { text: 'faust' })).toEqual([])
      await reindex.swap()
      expect(await titlesOf(index, {})).toEqual(['Faust 1926'])
      expect(await titlesOf(index, { text: 'fuast' })).toEqual(['Faust 1926'])
    })

    test('with what is written meanwhile: changes, arrivals and removals win over what the build was given', async () => {
      const { index, films } = await setup()
      const [changed, removed, ...rest] = byId(films)
      if (changed === undefined || removed === undefined) throw new Error('The example has films')
      const reindex = await index.startReindex('movies')
      await index.index('movies', [{ ...changed, title: 'Changed before' }])
      await reindex.index([changed, removed])
      await index.remove('movies', [removed.id])
      await reindex.index(rest)
      await index.index('movies', [testDocument({ title: 'Arrived meanwhile' })])
      await reindex.swap()
      const found = await titlesOf(index, { limit: 50 })
      expect(found).toHaveLength(films.length)
      expect(found).toContain(`Changed before ${changed.year}`)
      expect(found).toContain('Arrived meanwhile')
      expect((await searchFor(index, { limit: 50 })).hits.map(({ id }) => id)).not.toContain(removed.id)
    })

    test('from where a crash left it, and refuses the build that was cut off', async () => {
      const { index, films } = await setup()
      const sorted = byId(films)
      const cutOff = await index.startReindex('movies')
      await cutOff.index(sorted.slice(0, 5))
      const resumed = await index.startReindex('movies')
      expect(resumed.resumeAfter).toBe(sorted[4]?.id)
      await expect(cutOff.index(sorted.slice(5))).rejects.toSatisfy(isSearchError)
      await expect(cutOff.swap()).rejects.toSatisfy(isSearchError)
      await resumed.index(sorted.slice(5))
      await resumed.swap()
      expect((await searchFor(index, {})).total).toBe(films.length)
      await expect(resumed.swap()).rejects.toSatisfy(isSearchError)
    })

    test('again and again, and after one that was given up', async () => {
      const { index, films } = await setup()
      const given = await index.startReindex('movies')
      await given.index([testDocument({ title: 'Faust' })])
      await given.abandon()
      await given.abandon()
      expect((await searchFor(index, {})).total).toBe(films.length)
      for (const size of [3, 7]) {
        const reindex = await index.startReindex('movies')
        expect(reindex.resumeAfter).toBeUndefined()
        await reindex.index(films.slice(0, size))
        await reindex.swap()
        expect((await searchFor(index, {})).total).toBe(size)
      }
      await index.index('movies', films)
      expect((await searchFor(index, {})).total).toBe(films.length)
    })

    test('while writers are at work, and loses nothing of theirs', async () => {
      const index = await empty()
      const written: string[] = []
      const reindexed = new AbortController()
      const write = async (writer: number) => {
        for (let number = 0; !reindexed.signal.aborted; number++) {
          const document = testDocument({ id: `${writer}-${number}`, title: `Writer ${writer} number ${number}` })
          await index.index('movies', [document])
          if (number % 3 === 0) await index.remove('movies', [document.id])
          else written.push(document.id)
        }
      }
      const writers = [1, 2].map(write)
      for (let round = 0; round < 4; round++) {
        const reindex = await index.startReindex('movies')
        await reindex.index(written.map((id) => testDocument({ id, title: `Writer ${id.replace('-', ' number ')}` })))
        await reindex.swap()
      }
      reindexed.abort()
      await Promise.all(writers)
      expect((await searchFor(index, {})).total).toBe(new Set(written).size)
    })
  })
}
