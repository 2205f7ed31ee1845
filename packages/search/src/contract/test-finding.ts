import { beforeAll, describe, expect, test } from 'vitest'
import type { SearchIndex } from '../search-index.ts'
import { testFilms } from './test-documents.ts'
import { searchFor, titlesOf, type OpenEmpty } from './test-search.ts'

/** What is found by which text. */
export const testFinding = (driver: string, empty: OpenEmpty): void => {
  describe(`${driver} finds`, () => {
    let index: SearchIndex
    beforeAll(async () => {
      index = await empty()
      await index.index('movies', testFilms())
    })

    const first: [what: string, text: string, title: string][] = [
      ['an exact title', 'nosferatu', 'Nosferatu 1922'],
      ['a title that is only begun', 'nosf', 'Nosferatu 1922'],
      ['the last word while it is being typed', 'battleship pot', 'Battleship Potemkin 1925'],
      ['the first letter of the last word', 'battleship p', 'Battleship Potemkin 1925'],
      ['a title without its article', 'general', 'The General 1926'],
      ['words in another order', 'moon trip', 'A Trip to the Moon 1902'],
      ['a changed letter', 'nosfaratu', 'Nosferatu 1922'],
      ['a forgotten letter', 'sherlok jr', 'Sherlock Jr. 1924'],
      ['a letter too many', 'metropoliss 1927', 'Metropolis 1927'],
      ['two exchanged letters', 'the genreal', 'The General 1926'],
      ['a wrong first letter', 'vosferatu', 'Nosferatu 1922'],
      ['two wrong letters in a long word', 'battelshipp potemkin', 'Battleship Potemkin 1925'],
      ['a forgotten space', 'battleshippotemkin', 'Battleship Potemkin 1925'],
      ['a space too many', 'battle ship potemkin', 'Battleship Potemkin 1925'],
      ['letters without their diacritics', 'korkarlen', 'Körkarlen 1921'],
      ['diacritics that the title has not', 'Métropolis 1927', 'Metropolis 1927'],
      ['small and capital letters alike', 'SHERLOCK JR', 'Sherlock Jr. 1924'],
      ['a title in another language', 'le voyage dans la lune', 'A Trip to the Moon 1902'],
      ['a title in another script', 'броненосец', 'Battleship Potemkin 1925'],
      ['a part of a title without spaces', 'の音', '山の音 1954'],
      ['an apostrophe of another kind', "jeanne d'arc", 'La Passion de Jeanne d’Arc 1928'],
      ['a title and its year', 'metropolis 2001', 'Metropolis 2001'],
      ['a film by its person', 'melies', 'A Trip to the Moon 1902'],
      ['a title together with a person', 'metropolis fritz lang', 'Metropolis 1927'],
      ['most of the words when no title has all', 'nosferatu vampire', 'Nosferatu 1922'],
    ]
    test.each(first)('%s: %s', async (_what, text, title) => {
      expect((await titlesOf(index, { text }))[0]).toBe(title)
    })

    test('all films of a person, those with a file first and then the newest', async () => {
      expect(await titlesOf(index, { text: 'buster keaton' })).toEqual(['The General 1926', 'Sherlock Jr. 1924'])
    })

    test('the one with a file before the other of the same title', async () => {
      expect(await titlesOf(index, { text: 'metropolis' })).toEqual(['Metropolis 1927', 'Metropolis 2001'])
    })

    test('only what a year in the text leaves', async () => {
      expect(await titlesOf(index, { text: 'metropolis 1927' })).toEqual(['Metropolis 1927'])
    })

    test('nothing for a text that is like nothing, and for one without letters', async () => {
      expect(await titlesOf(index, { text: 'xqzvw' })).toEqual([])
      expect(await searchFor(index, { text: '?!', facets: ['genre'] })).toEqual({ hits: [], total: 0, facets: { genre: [] } })
    })

    test('everything for an empty text, by title without articles', async () => {
      const { total } = await searchFor(index, {})
      expect(total).toBe(12)
      expect(await titlesOf(index, { limit: 3 })).toEqual([
        'Battleship Potemkin 1925',
        'The Cabinet of Dr. Caligari 1920',
        'The General 1926',
      ])
    })

    test('texts that mean something to a database or a query language', async () => {
      for (const text of [
        `' or 1=1 --`,
        `a & b | !c:*`,
        '\\',
        '"',
        '%',
        '\u0000nosferatu',
        '\uD800',
        '<->',
        'x'.repeat(5_000),
        'a '.repeat(500),
      ]) {
        expect((await searchFor(index, { text })).total).toBeGreaterThanOrEqual(0)
      }
      expect((await titlesOf(index, { text: '\u0000nosferatu' }))[0]).toBe('Nosferatu 1922')
    })
  })
}
