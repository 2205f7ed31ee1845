import { describe, expect, it } from 'vitest'
import { parseMovieName } from './parse-movie-name.ts'

describe('a film keeps the words of its title', () => {
  it.each([
    ['It (2017).mkv', 'It', 2017],
    ['It.2017.1080p.BluRay.x264-GRP.mkv', 'It', 2017],
    ['It.mkv', 'It', undefined],
    ['Real Steel.mkv', 'Real Steel', undefined],
    ["Don't Look Up (2021).mkv", "Don't Look Up", 2021],
    ['The Italian Job (1969).mkv', 'The Italian Job', 1969],
    ['The.Polish.Bride.1998.mkv', 'The Polish Bride', 1998],
    ['Zorba.the.Greek.FRENCH.DVDRip.XviD-GRP', 'Zorba the Greek', undefined],
    ['The Web (1947).mkv', 'The Web', 1947],
    ['Uncut Diamonds (2019).mkv', 'Uncut Diamonds', 2019],
    ['The Final Cut (2004).mkv', 'The Final Cut', 2004],
    ['A.Complete.Stranger.2024.1080p.WEB-DL.mkv', 'A Complete Stranger', 2024],
    ['Cam.2018.1080p.WEB.mkv', 'Cam', 2018],
    ['Dual (2022).mkv', 'Dual', 2022],
    ['Jaws.REPACK.720p.BluRay.x264-GRP', 'Jaws', undefined],
    ['M.1931.1080p.mkv', 'M', 1931],
    ['S.W.A.T.2003.1080p.mkv', 'S.W.A.T.', 2003],
    ['The.Cabinet.of.Dr.Caligari.1920.German.1080p.BluRay.x264-GRP', 'The Cabinet of Dr Caligari', 1920],
    ['[REC] (2007).mkv', '[REC]', 2007],
    ['[REC].mkv', '[REC]', undefined],
    ['(500) Days of Summer (2009).mkv', '(500) Days of Summer', 2009],
    ['Kill Bill Vol. 1 (2003).mkv', 'Kill Bill Vol. 1', 2003],
    ['Matrix, The (1999).mkv', 'The Matrix', 1999],
    ['WALL-E (2008).mkv', 'WALL-E', 2008],
  ])('reads %s as %s', (name, title, year) => {
    expect(parseMovieName(name)).toMatchObject({ title })
    expect(parseMovieName(name).year).toBe(year)
  })
})

describe('the year is the last plausible one', () => {
  it.each([
    ['1917.mkv', '1917', undefined],
    ['1917 (2019).mkv', '1917', 2019],
    ['2012.2009.1080p.mkv', '2012', 2009],
    ['Blade Runner 2049.mkv', 'Blade Runner 2049', undefined],
    ['Blade.Runner.2049.2017.2160p.UHD.BluRay.x265-GRP', 'Blade Runner 2049', 2017],
    ['2001: A Space Odyssey (1968).mkv', '2001: A Space Odyssey', 1968],
    ['2001.A.Space.Odyssey.1968.1080p.mkv', '2001 A Space Odyssey', 1968],
    ['2001 A Space Odyssey.mkv', '2001 A Space Odyssey', undefined],
    ['Death.Race.2000.1975.2160p.mkv', 'Death Race 2000', 1975],
    ['Airport 1975 (1974).mkv', 'Airport 1975', 1974],
    ['Nosferatu (1922) - Some Group 2019.mkv', 'Nosferatu', 1922],
    ['(1922) Nosferatu.mkv', 'Nosferatu', 1922],
    ['1922 - Nosferatu.mkv', 'Nosferatu', 1922],
    ['Nosferatu.DVDRip.XviD.1922.avi', 'Nosferatu', 1922],
    ['Fahrenheit.9.11.2004.DVDRip.avi', 'Fahrenheit 9 11', 2004],
    ['Home Movie 2013-12-09.mkv', 'Home Movie 2013-12-09', undefined],
    ['Nosferatu Collection (1922-1979).mkv', 'Nosferatu Collection', undefined],
  ])('reads %s as %s', (name, title, year) => {
    expect(parseMovieName(name).title).toBe(title)
    expect(parseMovieName(name).year).toBe(year)
  })
})

describe('tags are told from the title', () => {
  it('reads every field of a release', () => {
    expect(parseMovieName('Metropolis.1927.EXTENDED.2160p.UHD.BluRay.REMUX.DV.HDR10.HEVC.TrueHD.7.1.Atmos-GRP.mkv')).toMatchObject({
      title: 'Metropolis',
      year: 1927,
      edition: 'Extended',
      resolution: '2160p',
      source: 'bluray',
      remux: true,
      videoCodec: 'hevc',
      releaseGroup: 'GRP',
    })
  })

  it.each([
    ['Ran.1985.2160p.WEB-DL.H.265-GRP', 'webdl', '2160p'],
    ['Ran.1985.1080p.WEBRip.x264-GRP', 'webrip', '1080p'],
    ['Ran (1985) HDTV 720p.mkv', 'tv', '720p'],
    ['Ran.1985.576p.DVDRip.XviD', 'dvd', '576p'],
    ['Ran [1985] [BDRip 1920x800]', 'bluray', '1080p'],
    ['Ran.1985.DVDSCR.XviD', 'screener', undefined],
    ['Ran.1985.HDCAM.x264', 'cam', undefined],
    ['Ran.1985.HDTS.x264', 'telesync', undefined],
    ['Ran.1985.1080p.NF.DDP5.1.H.264-GRP', 'webdl', '1080p'],
    ['Ran.1985.4K.UHD.Blu-ray', 'bluray', '2160p'],
    ['Ran.1985.webrip1080p', 'webrip', '1080p'],
  ])('finds source and size of %s', (name, source, resolution) => {
    expect(parseMovieName(name)).toMatchObject({ title: 'Ran', year: 1985, source })
    expect(parseMovieName(name).resolution).toBe(resolution)
  })

  it.each([
    ['Alien (1979) - Directors Cut [Bluray-1080p].mkv', 'Directors Cut'],
    ["Alien (1979) {edition-Director's Cut}.mkv", 'Directors Cut'],
    ['Alien.Extended.1979.1080p.mkv', 'Extended'],
    ['Alien 1979 25th Anniversary Edition.mkv', 'Anniversary Edition'],
    ['Alien.1979.DC.1080p.mkv', 'Directors Cut'],
    ['Alien.1979.IMAX.1080p.mkv', 'IMAX'],
    ['Alien (1979) Unrated Extended Cut.mkv', 'Unrated Extended'],
    ['Alien.1979.Ultimate.Midnight.Edition.1080p.mkv', 'Ultimate Midnight Edition'],
  ])('names the edition of %s', (name, edition) => {
    expect(parseMovieName(name)).toMatchObject({ title: 'Alien', year: 1979, edition })
  })

  it('tells languages in the order they stand', () => {
    expect(parseMovieName('Ran.1985.GERMAN.FRENCH.1080p.BluRay.x264-GRP').languages).toEqual(['de', 'fr'])
  })

  it('reads 3D and how the two pictures are packed', () => {
    expect(parseMovieName('Ran.1985.3D.1080p.BluRay.Half-SBS.x264-GRP')).toMatchObject({ is3D: true, format3D: 'hsbs' })
    expect(parseMovieName('Ran (1985) [ftab].mkv')).toMatchObject({ is3D: true, format3D: 'tab' })
    expect(parseMovieName('Ran (1985) [htab].mkv')).toMatchObject({ is3D: true, format3D: 'htab' })
  })

  it('counts a PROPER or REPACK as the second version', () => {
    expect(parseMovieName('Ran.1985.PROPER.1080p.BluRay.x264-GRP')).toMatchObject({ proper: true, version: 2 })
    expect(parseMovieName('Ran.1985.REPACK2.1080p.BluRay.x264-GRP')).toMatchObject({ repack: true, version: 3 })
  })

  it.each([
    ['Ran.1985.1080p.BluRay.x264-GRP', 'GRP'],
    ['Ran.1985.1080p.BluRay.x264-D-GRP', 'D-GRP'],
    ['Ran.1985.1080p.BluRay.x264-GRP-Obfuscated', 'GRP'],
    ['Ran.1985.1080p.BluRay.x264-GRP[site]', 'GRP'],
    ['Ran (1985) (1080p BluRay x265 10bit AAC 5.1 Encoder) [TEAM]', 'TEAM'],
    ['Ran 1985 1080p BluRay x264 DTS GRP', 'GRP'],
    ['Ran (1985).mkv', undefined],
  ])('finds who released %s', (name, group) => {
    expect(parseMovieName(name).releaseGroup).toBe(group)
  })
})

describe('a title given twice', () => {
  it('offers each side of an AKA', () => {
    const { title, titleAlts } = parseMovieName('Ladri di biciclette AKA Bicycle Thieves 1948 1080p.mkv')
    expect([title, ...titleAlts]).toEqual(['Ladri di biciclette AKA Bicycle Thieves', 'Ladri di biciclette', 'Bicycle Thieves'])
  })

  it('leads with the Latin letters and keeps the others', () => {
    expect(parseMovieName('Сталкер / Stalker (Тарковский) [1979, драма, BDRip 1080p]')).toMatchObject({ title: 'Stalker', year: 1979 })
    expect(parseMovieName('七人の侍.Seven.Samurai.1954.1080p.mkv')).toMatchObject({
      title: 'Seven Samurai',
      titleAlts: ['七人の侍 Seven Samurai'],
    })
  })

  it('keeps a title that stands in another script only', () => {
    expect(parseMovieName('Сталкер (1979) BDRip.mkv')).toMatchObject({ title: 'Сталкер', year: 1979 })
  })

  it('offers a title without its subtitle', () => {
    expect(parseMovieName('Dracula - Prince of Night (1931).mkv')).toMatchObject({
      title: 'Dracula - Prince of Night',
      titleAlts: ['Dracula'],
    })
  })

  it('offers 3D as part of the title', () => {
    expect(parseMovieName('Piranha.3D.2010.1080p.mkv')).toMatchObject({ title: 'Piranha', titleAlts: ['Piranha 3D'], is3D: true })
  })
})

describe('what is no part of a name', () => {
  it.each([
    'www.example.org - Nosferatu (1922).mkv',
    '[ www.example.org ] - Nosferatu (1922).mkv',
    '[example.co.uk] Nosferatu.1922.mkv',
    'Nosferatu.1922 [example.com].mkv',
  ])('takes the site off %s', (name) => {
    expect(parseMovieName(name)).toMatchObject({ title: 'Nosferatu', year: 1922 })
  })

  it('reads ids of each provider as its own', () => {
    expect(parseMovieName('Metropolis (1927) {tmdb-19}').ids).toEqual({ tmdb: '19' })
    expect(parseMovieName('Metropolis (1927) [tvdbid=42] tt0017136').ids).toEqual({ tvdb: '42', imdb: 'tt0017136' })
    expect(parseMovieName('Metropolis (1927) {imdb-19}').ids).toEqual({})
  })

  it('never gives a film episodes', () => {
    expect(parseMovieName('Cold Town S01E02 720p.mkv')).toMatchObject({ title: 'Cold Town', seasons: [], episodes: [] })
    expect(parseMovieName('Cold Town S01E02 720p.mkv').season).toBeUndefined()
  })

  it('is unsure of a random key', () => {
    expect(parseMovieName('0f9e8d7c6b5a49382716.mkv').confidence).toBeLessThan(0.2)
  })
})

it('says which words each field came from', () => {
  const name = 'Nosferatu.1922.1080p.BluRay.mkv'
  const { reasons } = parseMovieName(name)
  expect(reasons.map(({ field, text }) => [field, text])).toEqual([
    ['title', 'Nosferatu.'],
    ['year', '1922'],
    ['resolution', '1080p'],
    ['source', 'BluRay'],
  ])
  for (const { text, start, end } of reasons) expect(name.slice(start, end)).toBe(text)
})
