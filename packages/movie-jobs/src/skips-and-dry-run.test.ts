import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

test('ignore files hide what is beside and below them, by patterns where they have some', async () => {
  await using library = await setupLibrary({
    'Hidden/.ignore': '',
    'Hidden/Deep/A (1950).mkv': 'a',
    'None/.nomedia': 'whatever',
    'None/B (1951).mkv': 'b',
    'Some/.plexignore': '# comment\n*.avi\nPrivate/\n!keep.avi\n',
    'Some/C (1952).mkv': 'c',
    'Some/D (1953).avi': 'd',
    'Some/keep.avi': 'k',
    'Some/Private/E (1954).mkv': 'e',
  })
  expect(await library.scan()).toMatchObject({ found: 2, problems: 0, skipped: { 'ignored folder': 2, 'ignore file': 2 } })
  expect((await library.files()).map(({ path }) => path)).toEqual(['Some/C (1952).mkv', 'Some/keep.avi'])
  expect(await library.scan()).toMatchObject({ found: 2, skipped: { 'ignored folder': 2, 'ignore file': 2 } })
  await rm(join(library.folder.path, 'Hidden/.ignore'))
  expect(await library.scan()).toMatchObject({ found: 3, added: 1 })
  await writeFile(join(library.folder.path, 'Some/.ignore'), '')
  expect(await library.scan()).toMatchObject({ found: 1, missing: 2 })
})

test('samples, unfinished downloads and system folders are counted by reason', async () => {
  await using library = await setupLibrary({
    'A (1950)/A (1950).mkv': 'a',
    'A (1950)/a-sample.mkv': 's',
    'A (1950)/Sample/x.mkv': 's',
    'A (1950)/B.mkv.part': 'p',
    '@eaDir/x.mkv': 'e',
    '.Trash-1000/y.mkv': 't',
  })
  expect(await library.scan()).toMatchObject({ found: 1, skipped: { sample: 2, 'unfinished download': 1, 'system folder': 1, hidden: 1 } })
})

test('a dry run counts exactly and writes nothing', async () => {
  await using library = await setupLibrary({
    'A (1950)/A (1950).mkv': 'a',
    'vid_1.mkv': 'b',
    'B (1951)/B (1951).nfo': '<broken',
    'B (1951)/B (1951).mkv': 'c',
  })
  const dry = await library.perform({ dryRun: true })
  expect(dry.result).toMatchObject({ found: 3, added: 3, matched: 2, unmatched: 1, warnings: 1 })
  expect(dry.inserted).toEqual([])
  expect(await library.files()).toEqual([])
  expect(await library.films()).toEqual([])
  expect(await library.problems()).toEqual([])
  expect(await library.ports.db.selectFrom('backlot.scans').selectAll().execute()).toEqual([])
  expect(await library.scan()).toMatchObject({ found: 3, added: 3, matched: 2, unmatched: 1, warnings: 1 })
})
