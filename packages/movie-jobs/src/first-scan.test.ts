import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

const nfo = (fields: string): string => `<?xml version="1.0"?><movie>${fields}</movie>`

test('a first scan makes films of names, and finds them by search', async () => {
  await using library = await setupLibrary({
    'Nosferatu (1922)/Nosferatu (1922).mkv': 'a',
    'Metropolis.1927.1080p.BluRay.x264-GRP.mkv': 'b',
    'Safety Last! (1923)/safety.last.mkv': 'c',
  })
  const result = await library.scan()
  expect(result).toMatchObject({ found: 3, matched: 3, unmatched: 0, added: 3, updated: 0, moved: 0, missing: 0, problems: 0 })
  expect(await library.films()).toEqual(['Metropolis (1927)', 'Nosferatu (1922)', 'Safety Last! (1923)'])
  expect(await library.find('nosferatu')).toContain('Nosferatu')
  expect((await library.film('Metropolis')).files).toMatchObject([{ match: { by: 'scan', why: 'title and year in its name' } }])
})

test('very many films, which a thread reads, are what few are: with NFOs, extras and what is no film', async () => {
  const films = Array.from({ length: 120 }, (_, index) => `Film ${String(index).padStart(3, '0')} (1950)`)
  await using library = await setupLibrary(
    Object.fromEntries([
      ...films.flatMap((film) => [
        [`${film}/${film}.mkv`, film],
        [`${film}/trailers/one.mkv`, `trailer of ${film}`],
      ]),
      ['Film 007 (1950)/movie.nfo', nfo('<title>Told Otherwise</title><year>1950</year>')],
      ['Film 008 (1950)/movie.nfo', '<movie><title>cut off'],
      ['Film 009 (1950)/sample.mkv', 'a sample'],
    ]),
  )
  expect(await library.scan()).toMatchObject({ found: 120, matched: 120, added: 240 })
  expect(await library.films()).toEqual([...films.filter((film) => !film.includes('007')), 'Told Otherwise (1950)'])
  expect(await library.problems()).toMatchObject([{ kind: 'nfo refused' }])
})

test('a second scan of the same tree changes nothing and still counts the whole library', async () => {
  await using library = await setupLibrary({ 'It (2017)/It (2017).mkv': 'a', 'It (1990)/It (1990).mkv': 'b', 'x/Sample/sample.mkv': 's' })
  const first = await library.scan()
  const before = await library.files()
  const second = await library.scan()
  expect(second).toMatchObject({ found: 2, matched: 2, added: 0, updated: 0, moved: 0, gone: 0, skipped: first.skipped })
  expect(await library.files()).toEqual(before)
  expect(await library.films()).toEqual(['It (1990)', 'It (2017)'])
})

test('an NFO gives everything it knows, and its ids are stored by provider', async () => {
  await using library = await setupLibrary({
    'Der letzte Mann/film.mkv': 'a',
    'Der letzte Mann/film.nfo':
      nfo(`<title>The Last Laugh</title><originaltitle>Der letzte Mann</originaltitle><year>1924</year><plot>A porter.</plot>
      <runtime>77</runtime><genre>Drama</genre><genre>Silent</genre><uniqueid type="tmdb">5991</uniqueid><uniqueid type="imdb">tt0015064</uniqueid>
      <actor><name>Emil Jannings</name><role>Hotel Porter</role></actor><actor><name>Maly Delschaft</name><role></role></actor>
      <director>F. W. Murnau</director><set><name>Murnau</name></set>`),
    'Der letzte Mann/poster.jpg': 'p',
  })
  await library.scan()
  expect(await library.film('The Last Laugh')).toMatchObject({
    year: 1924,
    originalTitle: 'Der letzte Mann',
    runtimeMinutes: 77,
    knownFrom: 'nfo',
    collection: { name: 'Murnau' },
    genres: ['Drama', 'Silent'],
    externalIds: [
      { provider: 'imdb', value: 'tt0015064' },
      { provider: 'tmdb', value: '5991' },
    ],
    credits: [
      { kind: 'actor', name: 'Emil Jannings', role: 'Hotel Porter' },
      { kind: 'actor', name: 'Maly Delschaft', role: '' },
      { kind: 'director', name: 'F. W. Murnau', role: '' },
    ],
    artwork: [{ type: 'poster', path: expect.stringMatching(/poster\.jpg$/) }],
  })
  expect(await library.find('jannings')).toEqual(['The Last Laugh'])
})

test('parts, versions, editions and discs of a film are files of one film', async () => {
  await using library = await setupLibrary({
    'Greed (1924)/Greed (1924) cd1.avi': 'a',
    'Greed (1924)/Greed (1924) cd2.avi': 'b',
    'Sunrise (1927)/Sunrise (1927) - 1080p.mkv': 'c',
    'Sunrise (1927)/Sunrise (1927) - 2160p.mkv': 'd',
    "The Crowd (1928)/The Crowd (1928) {edition-Director's Cut}.mkv": 'e',
    'M (1931)/VIDEO_TS/VIDEO_TS.IFO': 'f',
    'M (1931)/VIDEO_TS/VTS_01_1.VOB': 'g',
    'Vampyr (1932)/BDMV/STREAM/00001.m2ts': 'h',
    'Vampyr (1932)/CERTIFICATE/id.bdmv': 'i',
  })
  expect(await library.scan()).toMatchObject({ found: 7, matched: 7 })
  expect(await library.films()).toEqual(['Greed (1924)', 'M (1931)', 'Sunrise (1927)', 'The Crowd (1928)', 'Vampyr (1932)'])
  expect((await library.film('Greed')).files.map(({ part }) => part)).toEqual([1, 2])
  expect((await library.film('M')).files).toMatchObject([{ role: 'disc', path: expect.stringMatching(/M \(1931\)\/VIDEO_TS$/) }])
  expect((await library.film('The Crowd')).files[0]?.edition).toMatch(/director/i)
})

test('extras go with their film and are no films', async () => {
  await using library = await setupLibrary({
    'Pandora (1929)/Pandora (1929).mkv': 'a',
    'Pandora (1929)/Pandora (1929)-trailer.mp4': 'b',
    'Pandora (1929)/Behind The Scenes/On set.mkv': 'c',
    'Pandora (1929)/Deleted Scenes/One.mkv': 'd',
  })
  expect(await library.scan()).toMatchObject({ found: 1, extras: 3, added: 4 })
  const { files } = await library.film('Pandora')
  expect(files.flatMap(({ extraType }) => extraType ?? []).toSorted()).toEqual(['behindTheScenes', 'deletedScene', 'trailer'])
})

test('what nobody can match is kept, with candidates where there are some', async () => {
  await using library = await setupLibrary({
    'vid_0042.mkv': 'a',
    'Wings.mkv': 'b',
    'Wings (1927)/Wings (1927).mkv': 'c',
  })
  expect(await library.scan()).toMatchObject({ found: 3, matched: 1, unmatched: 2 })
  const { rows } = await library.ports.db
    .selectFrom('backlot.files')
    .select(['name', 'candidates'])
    .where('state', '=', 'unmatched')
    .orderBy('name')
    .execute()
    .then((found) => ({ rows: found }))
  expect(rows).toMatchObject([{ name: 'Wings.mkv', candidates: [{ title: 'Wings', year: 1927 }] }, { name: 'vid_0042.mkv' }])
})

test('a title without a year is a film when its folder says the same', async () => {
  await using library = await setupLibrary({ 'Faust/Faust.mkv': 'a', 'Movies/Faust.mkv': 'b' })
  await library.scan()
  expect(await library.files()).toMatchObject([
    { path: 'Faust/Faust.mkv', film: 'Faust' },
    { path: 'Movies/Faust.mkv', film: null },
  ])
})

test('an id in a name brings versions in different folders together, and keeps films of one title and year apart', async () => {
  await using library = await setupLibrary({
    'Haxan (1922) {tmdb-57283}/Haxan (1922).mkv': 'a',
    'Witchcraft Through the Ages (1968) {tmdb-57283}/film.mkv': 'b',
    'Twin (1930) {tmdb-1}/Twin (1930).mkv': 'c',
    'Twin (1930) {tmdb-2}/Twin (1930).mkv': 'd',
  })
  await library.scan()
  const films = await library.films()
  expect(films).toHaveLength(3)
  expect(films.filter((film) => film === 'Twin (1930)')).toHaveLength(2)
})

test('a bad NFO is a warning, and the film is known from its name', async () => {
  await using library = await setupLibrary({
    'Freaks (1932)/Freaks (1932).mkv': 'a',
    'Freaks (1932)/Freaks (1932).nfo': '<!DOCTYPE movie [<!ENTITY x "y">]><movie><title>&x;</title></movie>',
  })
  expect(await library.scan()).toMatchObject({ matched: 1, problems: 0, warnings: 1 })
  expect(await library.problems()).toMatchObject([
    { kind: 'nfo refused', severity: 'warning', path: expect.stringMatching(/Freaks \(1932\)\.nfo$/) },
  ])
  await library.folder.write({ 'Freaks (1932)/Freaks (1932).nfo': nfo('<title>Freaks</title><year>1932</year><plot>A circus.</plot>') })
  expect(await library.scan({ force: true })).toMatchObject({ warnings: 0 })
  expect((await library.film('Freaks')).overview).toBe('A circus.')
})
