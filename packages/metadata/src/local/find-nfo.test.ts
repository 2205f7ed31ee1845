import { expect, test } from 'vitest'
import { findNfo } from './find-nfo.ts'

const film = { baseName: 'Nosferatu (1922)', alone: true }

test.each([
  ['named like the film, before any other', ['movie.nfo', 'Nosferatu (1922).nfo'], 'Nosferatu (1922).nfo'],
  ['in another case and another form of Unicode', ['NOSFERATU (1922).NFO'], 'NOSFERATU (1922).NFO'],
  ['movie.nfo', ['grp.nfo', 'Movie.nfo'], 'Movie.nfo'],
  ['the only one there is', ['grp-nosferatu.nfo', 'poster.jpg'], 'grp-nosferatu.nfo'],
  ['none of two', ['a.nfo', 'b.nfo'], undefined],
  ["not a series' one", ['tvshow.nfo'], undefined],
  ['none', ['poster.jpg', 'nfo'], undefined],
])('%s', (_, files, expected) => {
  expect(findNfo(files, film)).toBe(expected)
})

test('where several films share a folder, only the one named like the film', () => {
  expect(findNfo(['movie.nfo'], { ...film, alone: false })).toBeUndefined()
  expect(findNfo(['other.nfo'], { ...film, alone: false })).toBeUndefined()
  expect(findNfo(['movie.nfo', 'Nosferatu (1922).nfo'], { ...film, alone: false })).toBe('Nosferatu (1922).nfo')
})

test('composed and decomposed accents are the same', () => {
  expect(findNfo(['Ha\u0308xan.nfo'], { baseName: 'H\u00e4xan', alone: false })).toBe('Ha\u0308xan.nfo')
})
