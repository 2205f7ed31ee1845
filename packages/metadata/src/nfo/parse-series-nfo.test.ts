import { expect, test } from 'vitest'
import { parseSeriesNfo } from './parse-series-nfo.ts'

test('a series is read, with its numeric id by its own name only', () => {
  const series = parseSeriesNfo(`<tvshow><title>Fantômas</title><year>1913</year><status>Ended</status><id>81189</id>
    <tvdbid>81189</tvdbid><thumb aspect="poster" season="1" type="season">https://images.example/s1.jpg</thumb>
    <thumb aspect="banner">https://images.example/b.jpg</thumb></tvshow>`)
  expect(series).toMatchObject({
    kind: 'series',
    title: 'Fantômas',
    year: 1913,
    status: 'Ended',
    uniqueIds: { tvdb: '81189' },
    artwork: [{ type: 'banner', url: 'https://images.example/b.jpg' }],
    locked: false,
  })
})

test('a season is read, specials too', () => {
  expect(parseSeriesNfo('<season><title>Specials</title><seasonnumber>0</seasonnumber><lockdata>true</lockdata></season>')).toMatchObject({
    kind: 'season',
    title: 'Specials',
    season: 0,
    locked: true,
  })
})

test.each([
  ['https://www.themoviedb.org/tv/1399-x', { tmdb: '1399' }],
  ['https://thetvdb.com/?tab=series&id=121361', { tvdb: '121361' }],
  ['https://thetvdb.com/dereferrer/series/121361', { tvdb: '121361' }],
  ['https://www.imdb.com/title/tt0944947/', { imdb: 'tt0944947' }],
])('an NFO that holds only a link gives its id: %s', (text, uniqueIds) => {
  expect(parseSeriesNfo(text)).toMatchObject({ kind: 'series', uniqueIds })
})

test('a film and a link to one are refused', () => {
  expect(() => parseSeriesNfo('<movie/>')).toThrow('The NFO holds <movie> where <tvshow> was expected.')
  expect(() => parseSeriesNfo('https://www.themoviedb.org/movie/653')).toThrow('neither a <tvshow> nor a <season>')
})
