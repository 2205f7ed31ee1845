import { expect, test } from 'vitest'
import { mapPath } from './map-path.ts'
import { proposeMappings } from './propose-mappings.ts'

const films = ['Greed (1924)', 'Faust (1926)', 'Metropolis (1927)']

test('folders of one name say which beginnings stand for each other', () => {
  const remote = films.map((film) => `/movies/${film}`)
  const local = films.map((film) => `/media/films/${film}`)
  expect(proposeMappings(remote, local)).toEqual([{ remote: '/movies', local: '/media/films', matches: 3, of: 3 }])
})

test('the beginning is as short as it can be, and each root has its own', () => {
  const remote = [...films.map((film) => `/data/hd/${film}`), '/data/4k/Nosferatu (1922)']
  const local = [...films.map((film) => `/mnt/disk/hd/${film}`), '/mnt/disk/4k/Nosferatu (1922)']
  expect(proposeMappings(remote, local)).toEqual([{ remote: '/data', local: '/mnt/disk', matches: 4, of: 4 }])
})

test('a server on Windows, and names in another Unicode form', () => {
  const remote = ['D:\\Films\\Ninotchka (1939)', 'D:\\Films\\Amélie (2001)'.normalize('NFD')]
  const local = ['/media/films/Ninotchka (1939)', '/media/films/Amélie (2001)'.normalize('NFC')]
  const [mapping] = proposeMappings(remote, local)
  expect(mapping).toMatchObject({ remote: 'D:/Films', local: '/media/films' })
  expect(mapPath(mapping === undefined ? [] : [mapping], 'D:\\Films\\Ninotchka (1939)\\n.mkv')).toBe('/media/films/Ninotchka (1939)/n.mkv')
})

test('where nothing has to be mapped, or nothing fits, nothing is proposed', () => {
  expect(
    proposeMappings(
      films.map((film) => `/media/${film}`),
      films.map((film) => `/media/${film}`),
    ),
  ).toEqual([])
  expect(
    proposeMappings(
      films.map((film) => `/movies/${film}`),
      ['/media/Other'],
    ),
  ).toEqual([])
  // One in three is chance.
  expect(
    proposeMappings(
      films.map((film) => `/movies/${film}`),
      ['/media/Greed (1924)'],
    ),
  ).toEqual([])
})

test('of several mappings the longest counts, and only whole names', () => {
  const mappings = [
    { remote: '/data', local: '/a' },
    { remote: '/data/films/', local: '/b' },
  ]
  expect(mapPath(mappings, '/data/films/x.mkv')).toBe('/b/x.mkv')
  expect(mapPath(mappings, '/data/films2/x.mkv')).toBe('/a/films2/x.mkv')
  expect(mapPath(mappings, '/database/x.mkv')).toBe('/database/x.mkv')
})
