import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

const sample = join(import.meta.dirname, '../../../examples/library')

test('the sample library gives the series and counts that its README names', async () => {
  await using library = await setupLibrary()
  await cp(join(sample, 'tv'), library.folder.path, { recursive: true })
  await library.folder.age()
  const result = await library.scan()
  const readme = await readFile(join(sample, 'README.md'), 'utf8')
  const count = (text: string): number => Number(new RegExp(`^\\| ${text}[^|]*\\|[^|]*\\|\\s*(\\d+)`, 'm').exec(readme)?.[1])
  const named = readme.slice(readme.indexOf('## The series')).split('\n')
  expect(result).toMatchObject({
    matched: count('of episodes'),
    unmatched: count('unmatched'),
    extras: count('extras'),
    problems: 0,
    warnings: 0,
  })
  expect(await library.series()).toEqual(named.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)))
  expect((await library.held()).map((line) => line.replace(/^.*\//, '')).toSorted()).toEqual([
    '01.mkv: Der Leuchtturmwärter S02E01',
    '03 - Le phare.mkv: Der Leuchtturmwärter S03E03',
    'Der Leuchtturmwärter - 1x01 - Nebel.mkv: Der Leuchtturmwärter S01E01',
    'Harbour - S01E01.mkv: Harbour (1958) S01E01',
    'Harbour - S01E01.mkv: Harbour (2009) S01E01',
    'Harbour - S01E02 pt1.mkv: Harbour (2009) S01E02',
    'Harbour - S01E02 pt2.mkv: Harbour (2009) S01E02',
    'Star Voyager Nagare S00E01.mkv: Star Voyager Nagare (1998) S00E01',
    'The Evening Report - 2024-05-01 - A Guest from Afar.mkv: The Evening Report 2024-05-01',
    'The Lighthouse - S01E01-E02 - Fog.mkv: The Lighthouse (1961) S01E01+S01E02',
    'The Lighthouse - S01E03 - Oil - 1080p.mkv: The Lighthouse (1961) S01E03',
    'The Lighthouse - S01E03 - Oil - 2160p.mkv: The Lighthouse (1961) S01E03',
    'The Lighthouse S00E01 Behind the Lamp.mkv: The Lighthouse (1961) S00E01',
    'The.Evening.Report.2024.05.02.720p.WEB-GRP.mkv: The Evening Report 2024-05-02',
    'The.Lighthouse.S02E01.The.Storm.720p.WEB-DL.H264-GRP.mkv: The Lighthouse (1961) S02E01',
    '[Kage] Hoshi no Nagare - 27 [1080p].mkv: Star Voyager Nagare (1998) 27',
    '[Kage] Star Voyager Nagare - 25 [1080p].mkv: Star Voyager Nagare (1998) 25',
    '[Kage] Star Voyager Nagare - 26v2 [1080p].mkv: Star Voyager Nagare (1998) 26',
    'holiday clip.mkv: ?',
  ])
})
