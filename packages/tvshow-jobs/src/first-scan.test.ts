import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

test('a first scan makes series, seasons and episodes of folders and names, and finds them by search', async () => {
  await using library = await setupLibrary({
    'Castle (2009)/Season 1/Castle.S01E01.Flowers.For.Your.Grave.mkv': 'a',
    'Castle (2009)/Season 1/S01E02.mkv': 'b',
    'Castle (2009)/Season 2/Castle - 2x01 - Deep in Death.mkv': 'c',
    'Castle (2009)/Specials/Castle S00E01.mkv': 'd',
  })
  expect(await library.scan()).toMatchObject({ found: 4, matched: 4, unmatched: 0, added: 4, problems: 0 })
  expect(await library.series()).toEqual(['Castle (2009)'])
  expect(await library.find('Castle')).toMatchObject({
    seasons: [
      { number: 0, episodes: [{ number: 1, title: null }] },
      { number: 1, episodes: [{ number: 1, title: 'Flowers For Your Grave' }, { number: 2 }] },
      { number: 2, episodes: [{ number: 1, title: 'Deep in Death' }] },
    ],
  })
  expect(await library.search('castel', 'series')).toEqual(['Castle'])
  expect(await library.search('castle season 2', 'seasons')).toContain('Castle Season 2')
  expect(await library.search('deep in death', 'episodes')).toEqual(['Deep in Death'])
  expect(await library.search('castle s01e02', 'episodes')).toContain('Castle S01E02')
})

test('a second scan of the same tree changes nothing', async () => {
  await using library = await setupLibrary({ 'Show/Season 1/S01E01.mkv': 'a', 'Show/Season 1/S01E02.mkv': 'b' })
  const first = await library.scan()
  const before = await library.files()
  expect(await library.scan({ force: true })).toMatchObject({ ...first, added: 0, seconds: expect.any(Number), phases: expect.anything() })
  expect(await library.files()).toEqual(before)
})

test('daily shows by date, anime by absolute number, specials, and several episodes in one file', async () => {
  await using library = await setupLibrary({
    'The Late News/The Late News - 2024-05-01 - Guest.mkv': 'a',
    'The Late News/The.Late.News.2024.05.02.720p.mkv': 'b',
    'Long Run/[Group] Long Run - 1071 [1080p].mkv': 'c',
    'Long Run/[Group] Long Run - 1072v2 [1080p].mkv': 'd',
    'Long Run/Specials/Long Run S00E03.mkv': 'e',
    'Doubles/Season 1/Doubles S01E01-E03.mkv': 'f',
    'Doubles/Season 1/Doubles S01E04E05.mkv': 'g',
  })
  expect(await library.scan()).toMatchObject({ found: 7, matched: 7 })
  expect(await library.held()).toEqual([
    'Doubles/Season 1/Doubles S01E01-E03.mkv: Doubles S01E01+S01E02+S01E03',
    'Doubles/Season 1/Doubles S01E04E05.mkv: Doubles S01E04+S01E05',
    'Long Run/Specials/Long Run S00E03.mkv: Long Run S00E03',
    'Long Run/[Group] Long Run - 1071 [1080p].mkv: Long Run 1071',
    'Long Run/[Group] Long Run - 1072v2 [1080p].mkv: Long Run 1072',
    'The Late News/The Late News - 2024-05-01 - Guest.mkv: The Late News 2024-05-01',
    'The Late News/The.Late.News.2024.05.02.720p.mkv: The Late News 2024-05-02',
  ])
  expect(await library.search('late news 2024-05-02', 'episodes')).toContain('The Late News 2024-05-02')
})

test('an episode of several files: versions and parts', async () => {
  await using library = await setupLibrary({
    'Show/Season 1/Show S01E01 1080p.mkv': 'a',
    'Show/Season 1/Show S01E01 2160p.mkv': 'b',
    'Show/Season 1/Show S01E02 pt1.mkv': 'c',
    'Show/Season 1/Show S01E02 pt2.mkv': 'd',
  })
  await library.scan()
  const { seasons } = await library.find('Show')
  expect(seasons[0]?.episodes).toMatchObject([
    { number: 1, files: [{ version: '1080p' }, { version: '2160p' }] },
    { number: 2, title: null, files: [{ part: 1 }, { part: 2 }] },
  ])
})

test('two series of one name are told apart by year or id', async () => {
  await using library = await setupLibrary({
    'Castle (1958)/Season 1/S01E01.mkv': 'a',
    'Castle (2009)/Season 1/S01E01.mkv': 'b',
    'Twin (1990) {tvdb-1}/S01E01.mkv': 'c',
    'Twin (1990) {tvdb-2}/S01E01.mkv': 'd',
  })
  expect(await library.scan()).toMatchObject({ matched: 4 })
  expect(await library.series()).toEqual(['Castle (1958)', 'Castle (2009)', 'Twin (1990)', 'Twin (1990)'])
})

test('a series is found by any of its titles', async () => {
  await using library = await setupLibrary({
    'Attack on Titan/tvshow.nfo':
      '<tvshow><title>Attack on Titan</title><originaltitle>Shingeki no Kyojin</originaltitle><year>2013</year></tvshow>',
    'Attack on Titan/Season 1/S01E01.mkv': 'a',
    'Incoming/[Group] Shingeki no Kyojin - 02 [1080p].mkv': 'b',
    'Incoming/[Group] Nobody Knows This - 02 [1080p].mkv': 'c',
  })
  expect(await library.scan()).toMatchObject({ matched: 2, unmatched: 1 })
  expect(await library.held()).toContain('Incoming/[Group] Shingeki no Kyojin - 02 [1080p].mkv: Attack on Titan (2013) 2')
})

test('season folders of any language and a root that is itself a series', async () => {
  await using library = await setupLibrary({
    'Tatortreiniger/Staffel 2/Der Tatortreiniger - 2x03.mkv': 'a',
    'Tatortreiniger/Saison 1/01.mkv': 'b',
  })
  await library.scan()
  expect(await library.held()).toEqual([
    'Tatortreiniger/Saison 1/01.mkv: Tatortreiniger S01E01',
    'Tatortreiniger/Staffel 2/Der Tatortreiniger - 2x03.mkv: Tatortreiniger S02E03',
  ])
})

test('NFOs give series, season and episodes all they know, also several episodes in one file', async () => {
  await using library = await setupLibrary({
    'Show/tvshow.nfo': `<tvshow><title>The Show</title><year>1999</year><plot>A plot.</plot><status>Ended</status><genre>Drama</genre>
      <uniqueid type="tvdb">81189</uniqueid><actor><name>Ada</name><role>Herself</role></actor></tvshow>`,
    'Show/poster.jpg': 'p',
    'Show/season01-poster.jpg': 'p',
    'Show/Season 1/season.nfo': '<season><seasonnumber>1</seasonnumber><title>The Beginning</title></season>',
    'Show/Season 1/both.mkv': 'a',
    'Show/Season 1/both.nfo': `<episodedetails><title>One</title><season>1</season><episode>1</episode><aired>1999-01-01</aired>
      <actor><name>Guest</name><role></role></actor><director>Eve</director></episodedetails>
      <episodedetails><title>Two</title><season>1</season><episode>2</episode><plot>Second.</plot></episodedetails>`,
    'Show/Season 1/both-thumb.jpg': 't',
  })
  expect(await library.scan()).toMatchObject({ found: 1, matched: 1, problems: 0, warnings: 0 })
  expect(await library.find('The Show')).toMatchObject({
    year: 1999,
    overview: 'A plot.',
    status: 'ended',
    knownFrom: 'nfo',
    genres: ['Drama'],
    externalIds: [{ provider: 'tvdb', value: '81189' }],
    credits: [{ kind: 'actor', name: 'Ada', role: 'Herself' }],
    artwork: [{ type: 'poster', path: expect.stringMatching(/Show\/poster\.jpg$/) }],
    seasons: [
      {
        title: 'The Beginning',
        artwork: [{ type: 'poster', path: expect.stringMatching(/season01-poster\.jpg$/) }],
        episodes: [
          { number: 1, title: 'One', aired: '1999-01-01', artwork: [{ type: 'still' }], files: [{}] },
          { number: 2, title: 'Two', overview: 'Second.', artwork: [{ type: 'still' }], files: [{}] },
        ],
      },
    ],
  })
  expect(await library.search('guest', 'episodes')).toEqual(['One'])
  expect(await library.search('ada', 'series')).toEqual(['The Show'])
  expect(await library.search('eve', 'people')).toEqual(['Eve'])
})

test('a picture beside a file of several episodes is that of all, but of those that have one of their own', async () => {
  await using library = await setupLibrary({
    'Show (2001)/Season 1/Show S01E01-E03.mkv': 'a',
    'Show (2001)/Season 1/Show S01E01-E03-thumb.jpg': 'p',
    'Show (2001)/Season 1/Show S01E02.mkv': 'b',
    'Show (2001)/Season 1/Show S01E02-thumb.jpg': 'p',
  })
  await library.scan()
  const stills = (await library.find('Show')).seasons[0]?.episodes.map(({ artwork }) => artwork.map(({ path }) => path?.split('/').at(-1)))
  expect(stills).toEqual([['Show S01E01-E03-thumb.jpg'], ['Show S01E02-thumb.jpg'], ['Show S01E01-E03-thumb.jpg']])
})

test('half episodes are episodes between two others, and are found; an NFO says which special one is', async () => {
  await using library = await setupLibrary({
    'Show (2001)/Season 1/Show S01E10.mkv': 'a',
    'Show (2001)/Season 1/Show S01E10.5 - Looking Back.mkv': 'b',
    'Show (2001)/Season 1/Show S01E11.mkv': 'c',
    'Long Run/[G] Long Run - 10.5 [1080p].mkv': 'd',
    'Long Run/[G] Long Run - 11.5 [1080p].mkv': 'e',
    'Long Run/[G] Long Run - 11.5 [1080p].nfo':
      '<episodedetails><title>So Far</title><season>0</season><episode>2</episode></episodedetails>',
  })
  expect(await library.scan()).toMatchObject({ found: 5, matched: 5, unmatched: 0 })
  expect((await library.find('Show')).seasons).toMatchObject([
    { number: 1, episodes: [{ number: 10 }, { number: 10.5, title: 'Looking Back' }, { number: 11 }] },
  ])
  expect(await library.find('Long Run')).toMatchObject({
    seasons: [{ number: 0, episodes: [{ number: 2, absoluteNumber: 11.5, title: 'So Far' }] }],
    unnumbered: [{ absoluteNumber: 10.5 }],
  })
  expect((await library.search('show s01e10.5', 'episodes'))[0]).toBe('Looking Back')
  const before = await library.held()
  await library.scan({ force: true })
  expect(await library.held()).toEqual(before)
})

test('an episode that is known by its absolute number gets season and number from an NFO, and stays the same', async () => {
  await using library = await setupLibrary({ 'Long Run/[G] Long Run - 05.mkv': 'a' })
  await library.scan()
  const before = (await library.find('Long Run')).unnumbered[0]?.id
  await library.folder.write({
    'Long Run/[G] Long Run - 05.nfo': '<episodedetails><title>Five</title><season>1</season><episode>5</episode></episodedetails>',
  })
  await library.scan({ force: true })
  const { seasons, unnumbered } = await library.find('Long Run')
  expect(unnumbered).toEqual([])
  expect(seasons[0]?.episodes).toMatchObject([{ id: before, title: 'Five', number: 5 }])
})

test('extras go with their series and are no episodes', async () => {
  await using library = await setupLibrary({
    'Show/Season 1/S01E01.mkv': 'a',
    'Show/Season 1/Featurettes/Making of.mkv': 'b',
    'Show/Trailers/teaser.mkv': 'c',
  })
  expect(await library.scan()).toMatchObject({ found: 1, extras: 2, added: 3 })
  expect((await library.find('Show')).extras).toMatchObject([{ extraType: 'featurette' }, { extraType: 'trailer' }])
})

test('what nobody can match is kept, with candidates where there are some; nothing is made of a name alone', async () => {
  await using library = await setupLibrary({
    'odd/clip one.mkv': 'a',
    'Show.S01E03.mkv': 'b',
    'Show (2001)/Season 1/S01E01.mkv': 'c',
    'Other.S01E01.mkv': 'd',
  })
  expect(await library.scan()).toMatchObject({ found: 4, matched: 2, unmatched: 2 })
  expect(await library.held()).toEqual([
    'Other.S01E01.mkv: ?',
    'Show (2001)/Season 1/S01E01.mkv: Show (2001) S01E01',
    'Show.S01E03.mkv: Show (2001) S01E03',
    'odd/clip one.mkv: ?',
  ])
})

test('with autoCreate off only series that are known get files', async () => {
  await using library = await setupLibrary({ 'Show/Season 1/S01E01.mkv': 'a' })
  expect(await library.scan({ autoCreate: false })).toMatchObject({ matched: 0, unmatched: 1 })
  expect(await library.scan({ force: true })).toMatchObject({ unmatched: 1 })
})
