import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { changedPath, foldersToScan } from './changed-folder.ts'

test.each([
  ['/films/A (1950)/A (1950).mkv', '/films/A (1950)'],
  ['/films/A (1950)/movie.nfo', '/films/A (1950)'],
  ['/films/A (1950)/poster.jpg', '/films/A (1950)'],
  ['/films/B (1951).mkv', '/films'],
  ['/films/A (1950)', '/films/A (1950)'],
  ['/films/A (1950)/.ignore', '/films/A (1950)'],
  ['/films/A (1950)/BDMV/STREAM/00001.m2ts', '/films/A (1950)'],
  ['/films/A (1950)/A (1950).mkv.part', undefined],
  ['/films/A (1950)/.A.mkv.Xy12', undefined],
  ['/films/.Trash-1000/files/A.mkv', undefined],
  ['/films/@eaDir/A.mkv/SYNO.jpg', undefined],
  ['/films/A (1950)/Sample/a.mkv', undefined],
  ['/films', undefined],
  ['/elsewhere/A.mkv', undefined],
])('a change of %s is worth a look at %s', (path, expected) => {
  expect(changedPath('/films', path)).toBe(expected)
})

test('of paths that changed, files that are nothing to a scan are left out; what is gone is not', async () => {
  await using folder = await createTempFolder()
  await folder.write({ 'a/b.mkv': '', 'a/readme.txt': '' })
  const paths = ['a', 'a/readme.txt', 'gone'].map((name) => `${folder.path}/${name}`)
  expect(await foldersToScan(paths)).toEqual([`${folder.path}/a`, `${folder.path}/gone`])
})
