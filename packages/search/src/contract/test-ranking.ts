import { describe, expect, test } from 'vitest'
import { testDocument, testFilms } from './test-documents.ts'
import { searchFor, titlesOf, type OpenEmpty } from './test-search.ts'

/** In which order hits come. */
export const testRanking = (driver: string, empty: OpenEmpty): void => {
  describe(`${driver} ranks`, () => {
    test('an exact title, then beginnings, then words, then typos', async () => {
      const index = await empty()
      await index.index(
        'movies',
        ['Stone', 'Stone Age', 'The Philosopher and the Stone', 'Storm over Stones', 'Stove'].map((title) => testDocument({ title })),
      )
      expect(await titlesOf(index, { text: 'stone' })).toEqual(['Stone', 'Stone Age', 'The Philosopher and the Stone', 'Storm over Stones'])
      expect(await titlesOf(index, { text: 'stode' })).toContain('Stove')
      expect((await titlesOf(index, { text: 'stove' }))[0]).toBe('Stove')
    })

    test('a better score before a worse one, over all pages', async () => {
      const index = await empty()
      await index.index('movies', testFilms())
      const { hits } = await searchFor(index, { text: 'the' })
      const scores = hits.map(({ score }) => score)
      expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      const pages = await Promise.all([0, 1, 2, 3].map(async (offset) => await searchFor(index, { text: 'the', limit: 1, offset })))
      expect(pages.flatMap(({ hits: page }) => page.map(({ id }) => id))).toEqual(hits.slice(0, 4).map(({ id }) => id))
    })

    test('Rocky II by rocky 2, and the other way round', async () => {
      const index = await empty()
      await index.index('movies', [testDocument({ title: 'Faust II' }), testDocument({ title: 'Golem 3' })])
      expect(await titlesOf(index, { text: 'faust 2' })).toEqual(['Faust II'])
      expect(await titlesOf(index, { text: 'golem iii' })).toEqual(['Golem 3'])
    })

    test('compounds however they are written', async () => {
      const index = await empty()
      await index.index(
        'movies',
        ['Spider-Man', 'S.W.A.T.', 'Ocean’s Eleven', 'Moon & Sun'].map((title) => testDocument({ title })),
      )
      for (const text of ['spiderman', 'spider man', 'Spider-Man', 'spider'])
        expect(await titlesOf(index, { text })).toEqual(['Spider-Man'])
      for (const text of ['swat', 's.w.a.t.', 's w a t']) expect(await titlesOf(index, { text })).toEqual(['S.W.A.T.'])
      for (const text of ['oceans eleven', "ocean's eleven", 'eleven oceans'])
        expect(await titlesOf(index, { text })).toEqual(['Ocean’s Eleven'])
      expect(await titlesOf(index, { text: 'moon and sun' })).toEqual(['Moon & Sun'])
    })
  })
}
