import { expect, test } from 'vitest'
import { scannedFilm } from '../testing/scanned-film.ts'
import { setupArr, withRadarr } from '../testing/test-arr.ts'

test('a film that a scan made first is the same film: by id, by its file, by its folder, by title and year', async () => {
  await using arr = await setupArr()
  const ids = [
    await scannedFilm(arr, { title: 'Der letzte Mann', year: 1924, file: 'a/a.mkv', externalIds: [{ provider: 'imdb', value: 'tt1' }] }),
    await scannedFilm(arr, { title: 'phantom', file: 'Phantom (1922)/phantom.mkv' }),
    await scannedFilm(arr, { title: 'Faust cd1', file: 'Faust (1926)/faust-cd1.mkv' }),
    await scannedFilm(arr, { title: 'Tartuffe', year: 1925, file: 'unsorted/tartuffe.mkv' }),
  ]
  await using radarr = await withRadarr(arr)
  await radarr.add({ title: 'The Last Laugh', year: 1924, imdbId: 'tt1' })
  const phantom = await radarr.add({ title: 'Phantom', year: 1922 })
  await radarr.importFile(phantom.id, { relativePath: 'phantom.mkv', content: 'phantom' })
  const faust = await radarr.add({ title: 'Faust', year: 1926 })
  await radarr.importFile(faust.id, { relativePath: 'Faust (1926) Bluray-1080p.mkv' })
  await radarr.add({ title: 'Tartuffe', year: 1925 })
  expect((await radarr.sync()).result).toMatchObject({ counts: { added: 0, updated: 4 } })
  const films = await arr.films()
  expect(films.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect(films.map(({ film }) => film)).toEqual(['Faust (1926)', 'Phantom (1922)', 'Tartuffe (1925)', 'The Last Laugh (1924)'])
  expect(await arr.find('letzte mann')).toEqual(['The Last Laugh'])
  // The same again changes nothing.
  await radarr.sync()
  expect(await arr.films()).toEqual(films)
})

test('a film that a scan found first is told of by the scan, and not again when Radarr brings it', async () => {
  await using arr = await setupArr()
  await scannedFilm(arr, { title: 'Phantom', year: 1922, file: 'Phantom (1922)/phantom.mkv', content: 'phantom' })
  await scannedFilm(arr, { title: 'Tartuffe', year: 1925 })
  await using radarr = await withRadarr(arr)
  const news = async (title: string, relativePath: string) => {
    const { id } = await radarr.add({ title, year: title === 'Phantom' ? 1922 : 1925 })
    await radarr.importFile(id, { relativePath, content: title.toLowerCase() })
    const { inserted } = await radarr.sync({ operation: 'single', radarrMovieId: id })
    return inserted.flatMap(({ kind, args }) => (kind === 'notification' ? (args as { event: { type: string } }).event.type : []))
  }
  expect(await news('Phantom', 'phantom.mkv')).toEqual([])
  expect(await news('Tartuffe', 'tartuffe.mkv')).toEqual(['movie.available'])
})

test('a remake, and a film with another id of the provider, are other films', async () => {
  await using arr = await setupArr()
  await scannedFilm(arr, { title: 'Nosferatu', year: 1922, file: 'Nosferatu/n.mkv' })
  await scannedFilm(arr, { title: 'The Lodger', year: 1927, file: 'The Lodger/l.mkv', externalIds: [{ provider: 'tmdb', value: '1' }] })
  await using radarr = await withRadarr(arr)
  await radarr.add({ title: 'Nosferatu', year: 2024, path: '/movies/Nosferatu (2024)' })
  await radarr.add({ title: 'The Lodger', year: 1927, tmdbId: 2, path: '/movies/The Lodger' })
  expect((await radarr.sync()).result).toMatchObject({ counts: { added: 2 } })
  expect(await arr.films()).toHaveLength(4)
})

test('a file under a mapped path is never doubled, and stays where a person put it', async () => {
  await using arr = await setupArr()
  const mine = await scannedFilm(arr, {
    title: 'Mine',
    year: 1999,
    file: 'X (2000)/x.mkv',
    by: 'manual',
    externalIds: [{ provider: 'tmdb', value: '7' }],
  })
  await using radarr = await withRadarr(arr)
  const movie = await radarr.add({ title: 'X', year: 2000, tmdbId: 8 })
  await radarr.importFile(movie.id, { relativePath: 'x.mkv', content: 'Mine' })
  await radarr.sync()
  expect(await arr.files()).toMatchObject([{ path: 'X (2000)/x.mkv', film: 'Mine' }])
  expect((await arr.films()).map(({ film }) => film)).toEqual(['Mine (1999)', 'X (2000)'])
  expect((await arr.film('Mine')).id).toBe(mine)
})

test('a film that a scan made of a file which Radarr knows better is gone, when that was its only file', async () => {
  await using arr = await setupArr()
  await scannedFilm(arr, { title: 'grd restored', file: 'Greed (1924)/grd.mkv' })
  const real = await scannedFilm(arr, { title: 'Greed', year: 1924, externalIds: [{ provider: 'tmdb', value: '900001' }] })
  await using radarr = await withRadarr(arr)
  const movie = await radarr.add({ title: 'Greed', year: 1924 })
  await radarr.importFile(movie.id, { relativePath: 'grd.mkv', content: 'grd restored' })
  await radarr.sync()
  expect((await arr.films()).map(({ id }) => id)).toEqual([real])
  expect(await arr.files()).toMatchObject([{ path: 'Greed (1924)/grd.mkv', film: 'Greed' }])
})

test('what an NFO, a provider or a person said of a film stays', async () => {
  await using arr = await setupArr()
  const externalIds = [{ provider: 'tmdb', value: '900001' }]
  const provenance = { title: 'nfo', plot: 'tmdb', genres: 'nfo' }
  const fields = { overview: 'From TMDb.', provenance, genres: ['Silent'] }
  await scannedFilm(arr, { title: 'Gier', year: 1924, file: 'g/g.mkv', externalIds, knownFrom: 'nfo', fields })
  await using radarr = await withRadarr(arr)
  await radarr.add({ title: 'Greed', year: 1924 })
  await radarr.sync()
  expect(await arr.film('Gier')).toMatchObject({ overview: 'From TMDb.', genres: ['Silent'], runtimeMinutes: 101, certification: 'PG-13' })
})

test('two instances that have the same film share it, each with what it keeps', async () => {
  await using arr = await setupArr()
  await using hd = await withRadarr(arr, { name: 'hd', rootFolder: '/movies' })
  await using uhd = await withRadarr(arr, {
    name: 'uhd',
    rootFolder: '/movies-4k',
    pathMappings: [{ remote: '/movies-4k', local: arr.folder.path }],
  })
  const one = await hd.add({ title: 'Greed', year: 1924 })
  await hd.importFile(one.id, { relativePath: 'Greed 1080p.mkv' })
  const other = await uhd.add({ title: 'Greed', year: 1924, path: '/movies-4k/Greed 4K', qualityProfileId: 5 })
  await uhd.importFile(other.id, { relativePath: 'Greed 2160p.mkv' })
  await hd.sync()
  await uhd.sync()
  expect(await arr.films()).toHaveLength(1)
  expect(await arr.files()).toMatchObject([{ film: 'Greed' }, { film: 'Greed' }])
  expect((await arr.managed()).map(({ qualityProfile }) => qualityProfile)).toEqual(['HD-1080p', 'Ultra-HD'])
  await uhd.deleteMovie(other.id)
  await uhd.sync()
  expect(await arr.managed()).toHaveLength(1)
  expect((await arr.files()).map(({ missing }) => missing)).toEqual([false, true])
})
