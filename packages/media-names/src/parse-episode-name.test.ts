import { describe, expect, it } from 'vitest'
import { parseEpisodeName } from './parse-episode-name.ts'

const numbers = (name: string) => {
  const { title, season, episodes, absolute } = parseEpisodeName(name)
  return { title, season, episodes: [...episodes, ...absolute] }
}

it('takes a number of the title and the season behind it apart, but no tracks of sound', () => {
  expect(numbers('Harbour.81.1X7.HDTV.XviD.avi')).toEqual({ title: 'Harbour 81', season: 1, episodes: [7] })
  expect(numbers('Harbour.81.S02E03.DTS.5.1x2.mkv')).toEqual({ title: 'Harbour 81', season: 2, episodes: [3] })
})

it('gives a name in small letters without its country, too', () => {
  expect(parseEpisodeName('cold.town.us.s01e02.mkv')).toMatchObject({ title: 'cold town us', titleAlts: ['cold town'] })
})

describe('season and episode', () => {
  it.each([
    ['Cold.Town.S01E02.1080p.WEB.H264-GRP.mkv', 1, [2]],
    ['Cold Town - 1x02 - Snow.mkv', 1, [2]],
    ['Cold Town - [1x02] - Snow.mkv', 1, [2]],
    ['Cold.Town.1X2.HDTV.XviD.avi', 1, [2]],
    ['Cold Town S1 E2.mkv', 1, [2]],
    ['Cold_Town-s01-e02.mkv', 1, [2]],
    ['Cold Town T1E02.mkv', 1, [2]],
    ['Cold Town SO1E02.mkv', 1, [2]],
    ['Cold Town 01E02.mkv', 1, [2]],
    ['Cold Town S2024E01.mkv', 2024, [1]],
    ['Cold Town 2024x01.mkv', 2024, [1]],
    ['Cold Town Season 1 Episode 2.mkv', 1, [2]],
    ['Cold Town Series 1 Episode 2.mkv', 1, [2]],
    ['Cold Town - Staffel 1 Folge 2.mkv', 1, [2]],
    ['Cold Town - Saison 1 Épisode 2.mkv', 1, [2]],
    ['Cold Town Temporada 1 Capitulo 2.mkv', 1, [2]],
    ['Cold Town - Temporada 1 [HDTV][Cap.102].mkv', 1, [2]],
    ['Cold Town. Сезон 1. Серия 2.mkv', 1, [2]],
    ['Cold.Town.S01.02.1080p.mkv', 1, [2]],
    ['Cold.Town.102.HDTV.XviD-GRP.avi', 1, [2]],
    ['Cold.Town.0102.HDTV.XviD-GRP.avi', 1, [2]],
    ['Cold Town 01-12.avi', undefined, Array.from({ length: 12 }, (_, index) => index + 1)],
    ['Cold Town 03-20.avi', 3, [20]],
    ['Cold Town [1.05].mkv', 1, [5]],
    ['Cold Town - S01E02a Snow.mkv', 1, [2]],
  ])('are read from %s', (name, season, episodes) => {
    expect(numbers(name)).toEqual({ title: 'Cold Town', season, episodes })
  })

  it.each([
    ['Cold Town S01E01-E03.mkv', [1, 2, 3]],
    ['Cold Town S01E01-03.mkv', [1, 2, 3]],
    ['Cold.Town.S01E01-03.1080p.mkv', [1, 2, 3]],
    ['Cold Town S01E01E02.mkv', [1, 2]],
    ['Cold Town S01E01 E02 E03.mkv', [1, 2, 3]],
    ['Cold Town S01E01+E02.mkv', [1, 2]],
    ['Cold Town S01E01 & S01E02.mkv', [1, 2]],
    ['Cold Town S01E01 - S01E03.mkv', [1, 2, 3]],
    ['Cold Town S01E01-02-03.mkv', [1, 2, 3]],
    ['Cold Town 1x01x02.mkv', [1, 2]],
    ['Cold Town 1x01-1x03.mkv', [1, 2, 3]],
    ['Cold Town S01E01_02.mkv', [1, 2]],
    ['Cold Town Season 1 Episodes 1-3.mkv', [1, 2, 3]],
  ])('of %s run on', (name, episodes) => {
    expect(numbers(name)).toEqual({ title: 'Cold Town', season: 1, episodes })
  })

  it.each([
    'Cold Town S01E02 11-59.mkv',
    'Cold Town - S01E02 - 24 Hours.mkv',
    'Cold Town S01E02 1920x1080.mkv',
    'Cold Town S01E02 - x264.mkv',
    'Cold Town - S01E02 - Episode 55.mkv',
    'Cold Town S01E02-1080p.mkv',
    'Cold Town S01E02-31st Night.mkv',
  ])('of %s are one', (name) => {
    expect(numbers(name)).toMatchObject({ title: 'Cold Town', season: 1, episodes: [2] })
  })

  it('leave numbers that belong to the title', () => {
    expect(numbers('24.S08E10.720p.mkv')).toEqual({ title: '24', season: 8, episodes: [10] })
    expect(numbers('24 - S08E10 - Late.mkv')).toEqual({ title: '24', season: 8, episodes: [10] })
    expect(numbers('Area 51 - S01E02.mkv')).toEqual({ title: 'Area 51', season: 1, episodes: [2] })
    expect(numbers('The 4400 S01E02.mkv')).toEqual({ title: 'The 4400', season: 1, episodes: [2] })
  })

  it('give the year that stands before them', () => {
    expect(parseEpisodeName('Cold.Town.2021.S01E02.mkv')).toMatchObject({ title: 'Cold Town', year: 2021 })
    expect(parseEpisodeName('Cold Town (2021) - S01E02.mkv')).toMatchObject({ title: 'Cold Town', year: 2021 })
  })

  it('are followed by the title of the episode', () => {
    expect(parseEpisodeName('Cold.Town.S01E02.The.Long.Snow.1080p.WEB-DL.x264-GRP').episodeTitle).toBe('The Long Snow')
    expect(parseEpisodeName('Cold Town - S01E02 - English as It Is [1080p].mkv').episodeTitle).toBe('English as It Is')
    expect(parseEpisodeName('Cold Town (US) - S01E02 - Snow.mkv').episodeTitle).toBe('Snow')
    expect(parseEpisodeName('Cold.Town.S01E02.1080p.mkv').episodeTitle).toBeUndefined()
  })

  it('may be all there is', () => {
    expect(parseEpisodeName('S01E02 - Snow.mkv')).toMatchObject({ title: '', season: 1, episodes: [2], episodeTitle: 'Snow' })
  })
})

describe('whole seasons', () => {
  it.each([
    ['Cold.Town.S03.1080p.BluRay.x264-GRP', [3]],
    ['Cold Town Season 3 Complete', [3]],
    ['Cold Town - 3rd Season', [3]],
    ['Cold Town - Temporada 3', [3]],
    ['Cold Town S01-S03 Complete', [1, 2, 3]],
    ['Cold Town S01-03', [1, 2, 3]],
    ['Cold Town Seasons 1-3', [1, 2, 3]],
    ['Cold Town Season 1, 2 & 3', [1, 2, 3]],
    ['Cold Town Season 1 2 3 4', [1, 2, 3, 4]],
    ['Cold Town The Complete Season 3', [3]],
  ])('are read from %s', (name, seasons) => {
    expect(parseEpisodeName(name)).toMatchObject({ title: 'Cold Town', seasons, season: seasons[0], episodes: [], seasonPack: true })
  })
})

describe('anime', () => {
  it.each([
    ['[Group] Umi no Uta - 07 [1080p][1A2B3C4D].mkv', 'Umi no Uta', [7]],
    ['[Group]_Umi_no_Uta_07_[720p].mkv', 'Umi no Uta', [7]],
    ['[Group] Umi no Uta 2 - 07.mkv', 'Umi no Uta 2', [7]],
    ['[Group] Umi no Uta - 1071v2 [1080p].mkv', 'Umi no Uta', [1071]],
    ['[Group] Umi no Uta - 100 Days of Rain - 07 [1080p].mkv', 'Umi no Uta - 100 Days of Rain', [7]],
    ['[Group] Umi no Uta - 01-03 [1080p].mkv', 'Umi no Uta', [1, 2, 3]],
    ['[Group] Umi no Uta - 01 ~ 03 [1080p].mkv', 'Umi no Uta', [1, 2, 3]],
    ['[Group] Umi no Uta (01-03) [1080p].mkv', 'Umi no Uta', [1, 2, 3]],
    ['[Group] Umi no Uta - 10.5 [1080p].mkv', 'Umi no Uta', [10.5]],
    ['[Group][海之歌][Umi no Uta][07][1080p].mp4', 'Umi no Uta', [7]],
    ['[组] 海之歌 / Umi no Uta [07][1080p].mp4', 'Umi no Uta', [7]],
    ['[组] 海之歌 第07話 1080p.mp4', '海之歌', [7]],
    ['Umi no Uta - 007 - The Rain.mkv', 'Umi no Uta', [7]],
    ['Umi no Uta Episode 7.mkv', 'Umi no Uta', [7]],
  ])('counts through in %s', (name, title, episodes) => {
    expect(numbers(name)).toEqual({ title, season: undefined, episodes })
  })

  it.each([
    ['Cold Town - S01E10.5.mkv', 10.5],
    ['Cold Town - S01E10.5 - Looking Back.mkv', 10.5],
    ['Cold.Town.S01E10.5.1080p.WEB.mkv', 10.5],
    ['Cold Town 1x10.5 [720p].mkv', 10.5],
    ['Cold.Town.S01E10.5.Days.mkv', 10],
    ['Cold.Town.S01E10.5.1.AAC.mkv', 10],
  ])('reads %s as episode %d', (name, episode) => {
    expect(numbers(name)).toEqual({ title: 'Cold Town', season: 1, episodes: [episode] })
  })

  it('keeps season and count beside each other', () => {
    expect(parseEpisodeName('[Group] Umi no Uta S02E03 27 [1080p].mkv')).toMatchObject({ season: 2, episodes: [3], absolute: [27] })
    expect(parseEpisodeName('Umi no Uta - s02e03-04 - 27-28.mkv')).toMatchObject({ episodes: [3, 4], absolute: [27, 28] })
  })

  it('offers the title with its season, as providers list it', () => {
    expect(parseEpisodeName('[Group] Umi no Uta S2 - 07 [1080p].mkv')).toMatchObject({
      title: 'Umi no Uta',
      season: 2,
      episodes: [7],
      titleAlts: ['Umi no Uta S2'],
    })
  })

  it('reads checksum, version and group', () => {
    expect(parseEpisodeName('[Group] Umi no Uta - 07v2 [1080p][1A2B3C4D].mkv')).toMatchObject({
      crc32: '1A2B3C4D',
      version: 2,
      releaseGroup: 'Group',
    })
  })

  it('takes no episode out of a checksum', () => {
    expect(numbers('[Group] Umi no Uta 12 [E63F2984].mkv').episodes).toEqual([12])
  })
})

describe('daily series', () => {
  it.each([
    ['Late.Talk.2024.05.01.1080p.WEB.mkv', '2024-05-01'],
    ['Late Talk 2024-05-01 Some Guest.mkv', '2024-05-01'],
    ['Late Talk 01.05.2024.mkv', '2024-05-01'],
    ['Late Talk 20240501.mkv', '2024-05-01'],
    ['Late Talk 1st May 2024.mkv', '2024-05-01'],
    ['Late Talk May 1st 2024.mkv', '2024-05-01'],
    ['Late Talk 31.12.99.avi', '1999-12-31'],
  ])('are dated: %s', (name, airDate) => {
    expect(parseEpisodeName(name)).toMatchObject({ title: 'Late Talk', airDate, episodes: [], absolute: [] })
  })

  it.each(['Late Talk 2024 02 31.mkv', 'Late Talk 2999-01-01.mkv'])('are not dated by a day that cannot be: %s', (name) => {
    const read = parseEpisodeName(name)
    expect([read.airDate, ...read.episodes, ...read.absolute]).toEqual([undefined])
  })

  it('keep a date beside season and episode', () => {
    expect(parseEpisodeName('Late Talk - S41E05 - 2024-05-01.mkv')).toMatchObject({ season: 41, episodes: [5], airDate: '2024-05-01' })
  })
})

describe('names that say nothing', () => {
  it.each(['1f3e5d7c9b8a76543210fedcba987654.mkv', 'aB3dE5fG7hJ9kL1mN3pQ5rS7', 'Season 3', 'somethinglong1618finale', ''])(
    'give no episode: %s',
    (name) => {
      const { season, episodes, absolute, airDate } = parseEpisodeName(name)
      expect({ season, episodes, absolute, airDate }).toEqual({ season: undefined, episodes: [], absolute: [], airDate: undefined })
    },
  )

  it('are turned when they were posted backwards', () => {
    expect(numbers('GRP-p0801.20E10S.nwoT.dloC.mkv')).toEqual({ title: 'Cold Town', season: 1, episodes: [2] })
  })
})
