import { beforeAll, describe, expect, test } from 'vitest'
import { isSearchError } from '../search-error.ts'
import type { SearchIndex } from '../search-index.ts'
import type { SearchQuery } from '../search-query.ts'
import { testFilms } from './test-documents.ts'
import { searchFor, titlesOf, type OpenEmpty } from './test-search.ts'

/** Filters, facets, sorting, and queries that make no sense. */
export const testNarrowing = (driver: string, empty: OpenEmpty): void => {
  describe(`${driver} narrows and counts`, () => {
    let index: SearchIndex
    beforeAll(async () => {
      index = await empty()
      await index.index('movies', testFilms())
    })

    test('by genre, years, resolution, library and file', async () => {
      const counts = async (filters: SearchQuery['filters'] & object) => (await searchFor(index, { filters })).total
      expect(await counts({ genre: ['Horror'] })).toBe(2)
      expect(await counts({ genre: ['Horror', 'Comedy'] })).toBe(4)
      expect(await counts({ year: { from: 1925, to: 1927 } })).toBe(4)
      expect(await counts({ year: { from: 1954 } })).toBe(2)
      expect(await counts({ resolution: ['1080p', '2160p'] })).toBe(3)
      expect(await counts({ library: ['library-2'] })).toBe(1)
      expect(await counts({ hasFile: false })).toBe(1)
      expect(await counts({ genre: ['Drama'], year: { to: 1927 }, hasFile: true })).toBe(4)
    })

    test('a text and filters together', async () => {
      expect(await titlesOf(index, { text: 'metropolis', filters: { hasFile: false } })).toEqual(['Metropolis 2001'])
    })

    test('the values of all that is found, not of the page', async () => {
      const { facets, total } = await searchFor(index, {
        text: 'metropolis',
        limit: 1,
        facets: ['genre', 'year', 'resolution', 'library', 'hasFile'],
      })
      expect(total).toBe(2)
      expect(facets).toEqual({
        genre: [
          { value: 'Animation', count: 1 },
          { value: 'Drama', count: 1 },
          { value: 'Science Fiction', count: 1 },
        ],
        year: [
          { value: '1927', count: 1 },
          { value: '2001', count: 1 },
        ],
        resolution: [
          { value: '1080p', count: 1 },
          { value: '720p', count: 1 },
        ],
        library: [{ value: 'library-1', count: 2 }],
        hasFile: [
          { value: 'false', count: 1 },
          { value: 'true', count: 1 },
        ],
      })
    })

    test('sorts by title, year and date of arrival', async () => {
      expect(await titlesOf(index, { sort: 'title', limit: 2 })).toEqual(['Battleship Potemkin 1925', 'The Cabinet of Dr. Caligari 1920'])
      expect(await titlesOf(index, { sort: 'year', limit: 2 })).toEqual(['Metropolis 2001', '山の音 1954'])
      expect(await titlesOf(index, { sort: 'added', limit: 1 })).toEqual(['Sunrise: A Song of Two Humans 1927'])
      expect(await titlesOf(index, { text: 'metropolis', sort: 'year' })).toEqual(['Metropolis 2001', 'Metropolis 1927'])
    })

    test('refuses a query without collections, and pages that make no sense', async () => {
      const refused = async (query: Partial<SearchQuery>) => await searchFor(index, query).catch(isSearchError)
      expect(await refused({ collections: [] })).toBe(true)
      expect(await refused({ limit: 0 })).toBe(true)
      expect(await refused({ limit: 251 })).toBe(true)
      expect(await refused({ offset: -1 })).toBe(true)
    })
  })
}
