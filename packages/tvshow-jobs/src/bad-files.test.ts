import { execFile } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

const run = promisify(execFile)

test('a pipe and a name that is not UTF-8 in a season are problems, and its other episodes are found', async () => {
  await using library = await setupLibrary({ 'Show/Season 1/S01E01.mkv': 'a', 'Show/Season 1/S01E02.mkv': 'b' })
  const season = join(library.folder.path, 'Show/Season 1')
  await run('mkfifo', [join(season, 'S01E03.mkv')])
  await writeFile(Buffer.concat([Buffer.from(`${season}/S01E04 `), Buffer.from([0xff, 0xfe]), Buffer.from('.mkv')]), 'c')
  expect(await library.scan()).toMatchObject({ found: 2, matched: 2, problems: 2 })
  expect((await library.problems()).map(({ path }) => path).toSorted()).toEqual([
    join(season, 'S01E03.mkv'),
    expect.stringContaining('S01E04'),
  ])
})

test('a season that may not be read is one problem, and what is known of it stays', async ({ skip }) => {
  await using library = await setupLibrary({ 'Show/Season 1/S01E01.mkv': 'a', 'Show/Season 2/S02E01.mkv': 'b' })
  await library.scan()
  const season = join(library.folder.path, 'Show/Season 1')
  const asNobody = process.getuid?.() === 0
  if (asNobody && process.seteuid === undefined) skip('runs as root and cannot become somebody else')
  await chmod(season, 0)
  if (asNobody) await run('chmod', ['a+rx', library.folder.path])
  if (asNobody) process.seteuid?.(65_534)
  try {
    expect(await library.scan({ force: true })).toMatchObject({ found: 2, missing: 0, gone: 0, problems: 1 })
  } finally {
    if (asNobody) process.seteuid?.(0)
    await chmod(season, 0o755)
  }
  expect(await library.problems()).toMatchObject([{ kind: 'unreadable folder', path: season }])
  expect(await library.scan({ force: true })).toMatchObject({ found: 2, problems: 0 })
})

test('a season in a tree of links that lead in a circle is found once', async () => {
  await using library = await setupLibrary({ 'Show/Season 1/S01E01.mkv': 'a' })
  await run('ln', ['-s', '..', join(library.folder.path, 'Show/Season 1/again')])
  await mkdir(join(library.folder.path, 'Other (2001)'))
  await run('ln', ['-s', '../Show/Season 1', join(library.folder.path, 'Other (2001)/Season 1')])
  expect(await library.scan()).toMatchObject({ found: 1, matched: 1, problems: 0, skipped: { 'linked folder': 2 } })
  expect(await library.series()).toEqual(['Show'])
})
