import { describe, expect, test } from 'vitest'
import { documentDigest } from '../document-digest.ts'
import { testDocument, testFilms } from './test-documents.ts'
import { searchFor, titlesOf, type OpenEmpty } from './test-search.ts'

/** Writing, replacing and removing. */
export const testKeeping = (driver: string, empty: OpenEmpty): void => {
  describe(`${driver} keeps`, () => {
    test('collections apart, and searches several in one order', async () => {
      const index = await empty()
      await index.index('movies', [testDocument({ id: 'same', title: 'Nosferatu', year: 1922 })])
      await index.index('series', [testDocument({ id: 'same', title: 'Nosferatu Tales' })])
      await index.index('people', [testDocument({ title: 'Max Schreck', titles: ['Friedrich Schreck'] })])
      await index.index('episodes', [testDocument({ title: 'Nosferatu', parentId: 'season-1' })])
      const { hits, total } = await searchFor(index, {
        text: 'nosferatu',
        collections: ['movies', 'series', 'seasons', 'episodes', 'people'],
      })
      expect(total).toBe(3)
      expect(hits.map(({ collection }) => collection)).toEqual(['movies', 'episodes', 'series'])
      expect(hits[1]?.parentId).toBe('season-1')
      expect(hits[0]).toEqual({ collection: 'movies', id: 'same', title: 'Nosferatu', year: 1922, score: 1 })
      expect(await titlesOf(index, { text: 'schrek', collections: ['people'] })).toEqual(['Max Schreck'])
      expect(await titlesOf(index, { text: 'schreck', collections: ['movies'] })).toEqual([])
    })

    test('the newest version of a document, and of two in one call the last', async () => {
      const index = await empty()
      const film = testDocument({ title: 'Nosferato', genres: ['Comedy'] })
      await index.index('movies', [film])
      await index.index('movies', [
        { ...film, title: 'Nosfer' },
        { ...film, title: 'Nosferatu', year: 1922, genres: ['Horror'] },
      ])
      const { hits, total } = await searchFor(index, { text: 'nosferatu', filters: { genre: ['Horror'] } })
      expect({ total, titles: hits.map(({ title }) => title) }).toEqual({ total: 1, titles: ['Nosferatu'] })
      expect((await searchFor(index, {})).total).toBe(1)
    })

    test('nothing of what was removed, and takes ids that are not there', async () => {
      const index = await empty()
      const films = testFilms()
      await index.index('movies', films)
      await index.remove('movies', [films[2]?.id ?? '', 'never there'])
      await index.remove('movies', [])
      expect(await titlesOf(index, { text: 'nosferatu' })).toEqual([])
      expect((await searchFor(index, {})).total).toBe(films.length - 1)
    })

    test('names that are hard to keep', async () => {
      const index = await empty()
      const hard = [
        `It's "quoted" \\ and 'more'`,
        'NUL\u0000in\u0001side',
        'half \uD83D a pair',
        '👩‍🚀',
        'ŉ ⁿ ½ ﬁ № ʼn',
        'İstanbul',
        'x'.repeat(3_000),
        '',
      ]
      await index.index(
        'movies',
        hard.map((title) => testDocument({ title, titles: hard, people: hard, genres: hard, overview: title })),
      )
      await index.index('movies', [])
      expect((await searchFor(index, {})).total).toBe(hard.length)
      expect((await searchFor(index, { text: 'istanbul' })).total).toBe(hard.length)
    })

    test('what tells which documents it holds, and whether they are today’s', async () => {
      const index = await empty()
      const films = testFilms()
      await index.index('movies', films)
      const [first, second, third] = films
      if (first === undefined || second === undefined || third === undefined) throw new Error('The example has films')
      await index.index('movies', [{ ...first, title: 'Changed' }])
      await index.remove('movies', [second.id])
      const held = await index.digests('movies', [first.id, second.id, third.id, 'never there'])
      expect([...held.keys()].toSorted()).toEqual([first.id, third.id])
      expect(held.get(third.id)).toBe(documentDigest(third))
      expect(held.get(first.id)).toBe(documentDigest({ ...first, title: 'Changed' }))
      const ids: string[] = []
      for await (const page of index.ids('movies')) ids.push(...page)
      expect(ids.toSorted()).toEqual(films.filter((film) => film !== second).map(({ id }) => id))
      for await (const page of index.ids('people')) expect(page).toEqual([])
      expect(await index.digests('people', ['nobody'])).toEqual(new Map())
    })
  })
}
