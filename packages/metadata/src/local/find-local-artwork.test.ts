import { expect, test } from 'vitest'
import { findLocalArtwork } from './find-local-artwork.ts'

const film = { baseName: 'Cops (1922)', alone: true }
const found = (files: string[], alone = true) => findLocalArtwork(files, { ...film, alone }).map(({ type, name }) => `${type}: ${name}`)

test('pictures named like the film are found wherever it stands', () => {
  const files = [
    'Cops (1922)-poster.jpg',
    'Cops (1922)-fanart.png',
    'Cops (1922)-clearlogo.webp',
    'Cops (1922)-discart.png',
    'Cops (1922).tbn',
  ]
  expect(found(files, false)).toEqual([
    'poster: Cops (1922)-poster.jpg',
    'poster: Cops (1922).tbn',
    'backdrop: Cops (1922)-fanart.png',
    'logo: Cops (1922)-clearlogo.webp',
    'disc: Cops (1922)-discart.png',
  ])
})

test('general names count only when the film is alone', () => {
  const files = [
    'folder.jpg',
    'poster.jpeg',
    'backdrop.jpg',
    'logo.png',
    'banner.jpg',
    'landscape.jpg',
    'thumb.jpg',
    'disc.png',
    'clearart.png',
  ]
  expect(found(files, false)).toEqual([])
  expect(found(files)).toEqual([
    'poster: poster.jpeg',
    'poster: folder.jpg',
    'backdrop: backdrop.jpg',
    'logo: logo.png',
    'banner: banner.jpg',
    'thumb: landscape.jpg',
    'thumb: thumb.jpg',
    'disc: disc.png',
    'art: clearart.png',
  ])
})

test("the film's own picture comes before a general one, lower numbers before higher", () => {
  expect(found(['fanart2.jpg', 'fanart.jpg', 'Cops (1922)-backdrop.jpg', 'fanart10.jpg'])).toEqual([
    'backdrop: Cops (1922)-backdrop.jpg',
    'backdrop: fanart.jpg',
    'backdrop: fanart2.jpg',
    'backdrop: fanart10.jpg',
  ])
})

test('what is no picture, or of another film, is left', () => {
  expect(
    found(['poster.txt', 'poster', 'Cops (1922).mkv', 'The Boat (1921)-poster.jpg', 'sample.jpg', 'season01-poster.jpg', '.jpg']),
  ).toEqual([])
})

test('names compare without case', () => {
  expect(found(['POSTER.JPG', 'cops (1922)-LOGO.png'])).toEqual(['poster: POSTER.JPG', 'logo: cops (1922)-LOGO.png'])
})

test('a film whose name is one of the words keeps its own picture', () => {
  expect(findLocalArtwork(['Banner.jpg'], { baseName: 'Banner', alone: true })).toEqual([{ type: 'poster', name: 'Banner.jpg' }])
})
