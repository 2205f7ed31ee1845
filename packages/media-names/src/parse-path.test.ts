import { describe, expect, it } from 'vitest'
import { parsePath } from './parse-path.ts'

describe('a film below its folder', () => {
  it.each([
    'Nosferatu (1922)/Nosferatu.mkv',
    'Nosferatu (1922)/video.mkv',
    'Nosferatu (1922)/grp-nosf.1080p.mkv',
    'Nosferatu (1922)/1f3e5d7c9b8a76543210fedcba987654.mkv',
    'N/Nosferatu (1922)/Nosferatu.1080p.BluRay.x264-GRP.mkv',
    'Nosferatu (1922)/VIDEO_TS/VTS_01_1.VOB',
    'Nosferatu (1922)/BDMV/STREAM/00000.m2ts',
    'Nosferatu (1922)/CD2/nosf-cd2.avi',
    'Nosferatu (1922)\\Nosferatu.mkv',
  ])('has title and year of %s', (path) => {
    expect(parsePath(path, 'movie')).toMatchObject({ title: 'Nosferatu', year: 1922, libraryType: 'movie' })
  })

  it('takes the year of its own name over that of the folder', () => {
    expect(parsePath('Nosferatu (1979)/Nosferatu (1922).mkv', 'movie').year).toBe(1922)
  })

  it('is called as its folder when that says more', () => {
    expect(parsePath('Nosferatu 2 (1979)/Nosferatu.mkv', 'movie')).toMatchObject({
      title: 'Nosferatu 2',
      titleAlts: ['Nosferatu'],
      year: 1979,
    })
    expect(parsePath('Nosferatu (1922)/nosferatu.1922.dvdrip.avi', 'movie').title).toBe('Nosferatu')
  })

  it('keeps its name inside a collection', () => {
    expect(parsePath('Vampires (1922-1979)/Nosferatu (1922).mkv', 'movie')).toMatchObject({ title: 'Nosferatu', year: 1922 })
  })

  it('takes the ids of the folder', () => {
    expect(parsePath('Nosferatu (1922) {tmdb-653}/Nosferatu (1922).mkv', 'movie').ids).toEqual({ tmdb: '653' })
  })

  it('says which folder a field came from', () => {
    const { reasons } = parsePath('Nosferatu (1922)/Nosferatu.mkv', 'movie')
    expect(reasons).toContainEqual({ field: 'year', text: '(1922)', start: 10, end: 16, folder: 'Nosferatu (1922)' })
  })

  it.each([
    ['Nosferatu (1922)/trailers/teaser.mp4', 'trailer'],
    ['Nosferatu (1922)/Behind The Scenes/set.mkv', 'behindTheScenes'],
    ['Nosferatu (1922)/Nosferatu (1922)-deleted.mkv', 'deletedScene'],
    ['Nosferatu (1922)/Nosferatu-trailer.mp4', 'trailer'],
    ['Nosferatu (1922)/Featurettes/a.mkv', 'featurette'],
  ] as const)('is an extra of it: %s', (path, extraType) => {
    expect(parsePath(path, 'movie')).toMatchObject({ title: 'Nosferatu', year: 1922, extraType })
  })

  it('is a sample by its name or folder', () => {
    expect(parsePath('Nosferatu (1922)/Sample/x.mkv', 'movie').sample).toBe(true)
    expect(parsePath('Nosferatu (1922)/nosferatu-sample.mkv', 'movie').sample).toBe(true)
  })
})

describe('an episode below its folders', () => {
  it.each([
    'Cold Town (2021)/Season 02/Cold Town (2021) - S02E03 - Snow.mkv',
    'Cold Town (2021)/Season 2/03 - Snow.mkv',
    'Cold Town (2021)/S02/E03.mkv',
    'Cold Town (2021)/Staffel 2/Folge 3.mkv',
    'Cold Town (2021)/2. Staffel/03.mkv',
    'Cold Town (2021)/Temporada 2/2x03.mkv',
    'Cold Town (2021)/Сезон 2/03.mkv',
    'Cold Town (2021)/Season 2/203 - Snow.mkv',
    'Cold Town (2021)/Cold Town S02E03/3.mkv',
    'Cold Town (2021)/Season 2/Episode 3 - Snow.mkv',
    'Cold Town (2021)/Season 02 - The Thaw/03 - Snow.mkv',
    'Cold Town (2021)/S02 - The Thaw/E03.mkv',
    'Cold Town (2021)/2/03.mkv',
    'Cold Town (2021)/Season 2/ct203.mkv',
    'Cold Town (2021)/Season 2/0203.mkv',
    'Cold Town (2021)/Cold.Town.S02.1080p.WEB.x264-GRP/03.mkv',
    'Shows/Cold Town (2021)/Season 2/Cold Town 2x03.mkv',
  ])('is season 2, episode 3 of %s', (path) => {
    const { title, year, season, episodes } = parsePath(path, 'tvshow')
    expect({ title, year, season, episodes }).toEqual({ title: 'Cold Town', year: 2021, season: 2, episodes: [3] })
  })

  it('is a special in season 0', () => {
    expect(parsePath('Cold Town/Specials/02 - Making.mkv', 'tvshow')).toMatchObject({ title: 'Cold Town', season: 0, episodes: [2] })
  })

  it('keeps its own season against the folder', () => {
    expect(parsePath('Cold Town/Season 1/Cold Town S02E03.mkv', 'tvshow').season).toBe(2)
  })

  it('keeps a number that belongs to the series', () => {
    expect(parsePath('Cold Town/Season 1/10.5 - Looking Back.mkv', 'tvshow')).toMatchObject({
      title: 'Cold Town',
      season: 1,
      episodes: [10.5],
    })
    expect(parsePath('Area 51/Season 1/Ep. 02 - Night.mkv', 'tvshow')).toMatchObject({ title: 'Area 51', season: 1, episodes: [2] })
  })

  it('keeps a long count in a season folder', () => {
    expect(parsePath('Umi no Uta/Season 21/Umi no Uta 1001.mkv', 'tvshow')).toMatchObject({ season: 21, episodes: [1001] })
  })

  it('takes all from the folder of its release when its own name says nothing', () => {
    expect(parsePath('Cold.Town.S02E03.1080p.WEB.x264-GRP/abc123.mkv', 'tvshow')).toMatchObject({
      title: 'Cold Town',
      season: 2,
      episodes: [3],
      resolution: '1080p',
    })
  })

  it('takes the ids of the series folder', () => {
    expect(parsePath('Cold Town [tvdbid-81189]/Season 1/01.mkv', 'tvshow').ids).toEqual({ tvdb: '81189' })
  })

  it('is named after its series when only its folder counts', () => {
    expect(parsePath('Cold Town/Season 2/203-204 - Snow.mkv', 'tvshow')).toMatchObject({ title: 'Cold Town', season: 2, episodes: [3, 4] })
    expect(parsePath('Cold Town/Specials/Christmas.mkv', 'tvshow')).toMatchObject({
      title: 'Cold Town',
      season: 0,
      episodes: [],
      episodeTitle: 'Christmas',
    })
    expect(parsePath('Cold Town/Specials/Christmas.mkv', 'tvshow').confidence).toBeLessThan(0.5)
  })

  it('offers the title of the folder beside its own', () => {
    expect(parsePath('Cold Town US/Season 1/Cold Town S01E01.mkv', 'tvshow')).toMatchObject({
      title: 'Cold Town',
      titleAlts: ['Cold Town US'],
    })
  })

  it('of a daily series lies in a folder of its year', () => {
    expect(parsePath('Late Talk/2024/2024-05-01 - Guest.mkv', 'tvshow')).toMatchObject({ title: 'Late Talk', airDate: '2024-05-01' })
  })

  it('among the extras is one of the series', () => {
    expect(parsePath('Cold Town/Extras/armour.mkv', 'tvshow')).toMatchObject({ title: 'Cold Town', extraType: 'other' })
  })

  it('reads a season folder itself', () => {
    expect(parsePath('Cold Town/Season 4', 'tvshow')).toMatchObject({ title: 'Cold Town', season: 4, seasonPack: true })
  })
})

describe('auto', () => {
  it.each([
    ['Cold Town S01E02.mkv', 'tvshow'],
    ['Cold Town/Season 1/02.mkv', 'tvshow'],
    ['[Group] Umi no Uta - 07 [1080p].mkv', 'tvshow'],
    ['Late Talk 2024-05-01.mkv', 'tvshow'],
    ['Stalag 17 (1953).mkv', 'movie'],
    ['5.25 to Rome (1957).mkv', 'movie'],
    ['Room.101.2021.1080p.mkv', 'movie'],
    ['Nosferatu.1922.1080p.mkv', 'movie'],
  ] as const)('reads %s as %s', (path, libraryType) => {
    expect(parsePath(path, 'auto').libraryType).toBe(libraryType)
  })
})

describe('a slash in a name', () => {
  it('parts two titles and no folders', () => {
    expect(parsePath('Холодный город / Cold Town / Сезон: 2 / Серии: 1-3 (8) [2021, WEB-DL 1080p]', 'tvshow')).toMatchObject({
      title: 'Cold Town',
      season: 2,
      episodes: [1, 2, 3],
    })
  })

  it('inside of brackets belongs to them', () => {
    expect(parsePath('Cold Town (2021/S01E02/WEB-DL/1080p) GRP', 'tvshow')).toMatchObject({ title: 'Cold Town', season: 1, episodes: [2] })
  })
})
