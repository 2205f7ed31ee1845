import { describe, expect, it } from 'vitest'
import { groupListing } from './group-listing.ts'

const films = (paths: readonly string[]) =>
  groupListing(paths, 'movie').map(({ title, year, files, extras }) => ({
    film: year === undefined ? title : `${title} ${year}`,
    files: files.map(({ path }) => path),
    extras: extras.map(({ path }) => path),
  }))

describe('films', () => {
  it.each([
    [['Ran (1985) cd1.avi', 'Ran (1985) cd2.avi']],
    [['Ran (1985) - part1.mkv', 'Ran (1985) - part2.mkv']],
    [['Ran (1985).pt1.mkv', 'Ran (1985).pt2.mkv']],
    [['Ran (1985) Disc A.mkv', 'Ran (1985) Disc B.mkv']],
    [['Ran (1985)/CD1/a.avi', 'Ran (1985)/CD2/b.avi']],
    [['Ran.1985.CD1.DVDRip.XviD-GRP.avi', 'Ran.1985.CD2.DVDRip.XviD-GRP.avi']],
  ])('of several parts are one film: %j', (paths) => {
    const groups = groupListing(paths, 'movie')
    expect(groups).toHaveLength(1)
    expect(groups[0]).toMatchObject({ title: 'Ran', year: 1985, files: paths.map((path, index) => ({ path, part: index + 1 })) })
  })

  it.each([
    [['Ran (1985).mkv', 'Ran (1986).mkv']],
    [['Clip 1.mkv', 'Clip 2.mkv', 'Clip 3.mkv']],
    [['Ran - A.avi', 'Ran - B.avi']],
    [['Ran (1985).part1.dvdrip.xvid-grp.avi', 'Kagemusha (1980).part2.dvdrip.xvid-grp.avi']],
    [['Kill Bill/Kill Bill 1.mkv', 'Kill Bill/Kill Bill 2.mkv']],
  ])('that only look alike stay apart: %j', (paths) => {
    expect(groupListing(paths, 'movie')).toHaveLength(paths.length)
  })

  it('in several versions are one film, the plain file first, then the largest picture', () => {
    const groups = groupListing(
      [
        'Alien (1979)/Alien (1979) - Directors Cut.mkv',
        'Alien (1979)/Alien (1979) - 720p.mkv',
        'Alien (1979)/Alien (1979) - 2160p.mkv',
        'Alien (1979)/Alien (1979).mkv',
      ],
      'movie',
    )
    expect(groups).toHaveLength(1)
    expect(groups[0]?.files).toEqual([
      { path: 'Alien (1979)/Alien (1979).mkv' },
      { path: 'Alien (1979)/Alien (1979) - 2160p.mkv', resolution: '2160p', label: '2160p' },
      { path: 'Alien (1979)/Alien (1979) - 720p.mkv', resolution: '720p', label: '720p' },
      { path: 'Alien (1979)/Alien (1979) - Directors Cut.mkv', edition: 'Directors Cut', label: 'Directors Cut' },
    ])
  })

  it('released twice in one folder are one film', () => {
    expect(films(['Ran (1985)/Ran.1985.1080p.BluRay-GRP.mkv', 'Ran (1985)/Ran.1985.2160p.UHD.BluRay-GRP.mkv'])).toHaveLength(1)
  })

  it('labels the same name with another extension by it', () => {
    const [group] = groupListing(['Ran (1985)/Ran (1985).avi', 'Ran (1985)/Ran (1985).mkv'], 'movie')
    expect(new Set(group?.files.map(({ label }) => label)).size).toBe(2)
  })

  it('have their extras with them', () => {
    expect(
      films([
        'Ran (1985)/Ran (1985).mkv',
        'Ran (1985)/Ran (1985)-trailer.mp4',
        'Ran (1985)/Behind the Scenes/armour.mkv',
        'Ran (1985)/sample.mkv',
        'Ran (1985)/poster.jpg',
        'Ran (1985)/Ran (1985).nfo',
        'Ran (1985)/Ran (1985).mkv.part',
      ]),
    ).toEqual([
      {
        film: 'Ran 1985',
        files: ['Ran (1985)/Ran (1985).mkv'],
        extras: ['Ran (1985)/Ran (1985)-trailer.mp4', 'Ran (1985)/Behind the Scenes/armour.mkv'],
      },
    ])
  })

  it('side by side in one folder have each their own trailer', () => {
    const groups = films(['Ran (1985).mkv', 'Kagemusha (1980).mkv', 'Kagemusha (1980)-trailer.mkv'])
    expect(groups.map(({ extras }) => extras)).toEqual([[], ['Kagemusha (1980)-trailer.mkv']])
  })

  it('copied as discs are one file each', () => {
    expect(films(['Ran (1985)/VIDEO_TS/VTS_01_1.VOB', 'Ran (1985)/VIDEO_TS/VTS_01_2.VOB', 'Alien (1979)/BDMV/STREAM/00001.m2ts'])).toEqual([
      { film: 'Ran 1985', files: ['Ran (1985)'], extras: [] },
      { film: 'Alien 1979', files: ['Alien (1979)'], extras: [] },
    ])
  })

  it('below folders that no person made are left out', () => {
    expect(films(['@eaDir/Ran (1985).mkv', '.Trash-1000/Alien (1979).mkv', '#recycle/x.mkv'])).toEqual([])
  })

  it('by the thousand are grouped in a moment', () => {
    const paths = Array.from({ length: 5_000 }, (_, index) => `Film number ${index} (1985) 1080p.mkv`)
    // Of the processor: whatever else a machine does, it is not this.
    const start = process.cpuUsage()
    expect(groupListing(paths, 'movie')).toHaveLength(paths.length)
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(10_000)
  })
})

describe('series', () => {
  it('give one item an episode with all of its versions and parts', () => {
    const groups = groupListing(
      [
        'Cold Town/Season 1/Cold Town - S01E01 - 720p.mkv',
        'Cold Town/Season 1/Cold Town - S01E01 - 1080p - part1.mkv',
        'Cold Town/Season 1/Cold Town - S01E01 - 1080p - part2.mkv',
        'Cold Town/Season 1/Cold Town - S01E02.mkv',
      ],
      'tvshow',
    )
    expect(
      groups.map(({ title, season, episodes, files }) => [title, season, episodes, files.map(({ label, part }) => [label, part])]),
    ).toEqual([
      [
        'Cold Town',
        1,
        [1],
        [
          ['1080p', 1],
          ['1080p', 2],
          ['720p', undefined],
        ],
      ],
      ['Cold Town', 1, [2], [[undefined, undefined]]],
    ])
  })

  it('keep files without a number apart', () => {
    expect(groupListing(['Cold Town/a.mkv', 'Cold Town/b.mkv'], 'tvshow')).toHaveLength(2)
  })

  it('name their extras after the series', () => {
    const [, extra] = groupListing(['Cold Town/Season 1/Cold Town S01E01.mkv', 'Cold Town/extras/set.mkv'], 'tvshow')
    expect(extra).toMatchObject({ title: 'Cold Town', files: [], extras: [{ extraType: 'other' }] })
  })
})
