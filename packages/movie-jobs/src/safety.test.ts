import { execFile } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemClock } from '@backlot/jobs'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/setup-library.ts'

const run = promisify(execFile)

const manyFilms = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Film ${index} (1950)/Film ${index} (1950).mkv`, `content of ${index}`]))

test('a root that is renamed away is offline and loses nothing; renamed back, nothing is added twice', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a', 'B (1951)/B (1951).mkv': 'b' })
  await library.scan()
  const before = await library.files()
  await rename(library.folder.path, `${library.folder.path}-away`)
  expect(await library.scan()).toMatchObject({ found: 2, missing: 0, gone: 0, problems: 1 })
  expect(await library.problems()).toMatchObject([{ kind: 'root offline', severity: 'error', path: library.folder.path }])
  expect(await library.files()).toEqual(before)
  await rename(`${library.folder.path}-away`, library.folder.path)
  expect(await library.scan()).toMatchObject({ found: 2, added: 0, moved: 0, missing: 0, problems: 0 })
  expect(await library.files()).toEqual(before)
})

test('a root that is suddenly empty is an unmounted disk until a person says otherwise', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a' })
  await library.scan()
  await rm(join(library.folder.path, 'A (1950)'), { recursive: true })
  expect(await library.scan()).toMatchObject({ found: 1, missing: 0, problems: 1 })
  expect(await library.scan({ allowMassRemoval: true })).toMatchObject({ found: 0, missing: 1, problems: 0 })
})

test('another folder in the place of a root is offline, the same files on another disk are not', async () => {
  await using library = await setupLibrary(manyFilms(4))
  await library.scan()
  const { path } = library.folder
  await rename(path, `${path}-old`)
  await mkdir(join(path, 'Other (1960)'), { recursive: true })
  await writeFile(join(path, 'Other (1960)', 'Other (1960).mkv'), 'other')
  expect(await library.scan()).toMatchObject({ found: 4, added: 0, missing: 0, problems: 1 })
  await rm(path, { recursive: true })
  await run('cp', ['-a', `${path}-old`, path])
  expect(await library.scan()).toMatchObject({ found: 4, added: 0, missing: 0, problems: 0 })
  await rm(`${path}-old`, { recursive: true })
})

test('too many files gone at once are not written until it is allowed', async () => {
  await using library = await setupLibrary(manyFilms(120))
  await library.scan()
  for (let index = 0; index < 60; index++) await rm(join(library.folder.path, `Film ${index} (1950)`), { recursive: true })
  expect(await library.scan()).toMatchObject({ found: 120, missing: 0, gone: 0, problems: 1 })
  expect(await library.problems()).toMatchObject([{ kind: 'mass removal', message: expect.stringContaining('--allow-mass-removal') }])
  expect(await library.scan()).toMatchObject({ missing: 0, problems: 1 })
  expect(await library.scan({ allowMassRemoval: true })).toMatchObject({ found: 60, missing: 60, gone: 60, problems: 0 })
  expect(await library.films()).toHaveLength(120)
})

test('a file that is gone is missing, not removed, and the same when it is back', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a', 'B (1951)/B (1951).mkv': 'b' })
  await library.scan()
  const before = await library.files()
  await rename(join(library.folder.path, 'A (1950)'), join(library.folder.path, '..', 'away-a'))
  expect(await library.scan()).toMatchObject({ found: 1, missing: 1, gone: 1 })
  await rename(join(library.folder.path, '..', 'away-a'), join(library.folder.path, 'A (1950)'))
  expect(await library.scan()).toMatchObject({ found: 2, missing: 0, updated: 1, added: 0 })
  expect(await library.files()).toEqual(before)
})

test('what is missing for longer than the grace is removed with its film, what is kept is not', async () => {
  await using library = await setupLibrary(manyFilms(3))
  await library.scan()
  for (const index of [0, 1]) await rm(join(library.folder.path, `Film ${index} (1950)`), { recursive: true })
  await library.scan()
  const { db } = library.ports
  await db
    .updateTable('backlot.files')
    .set({ missing_since: new Date(Date.now() - 8 * 86_400_000) })
    .where('missing_since', 'is not', null)
    .execute()
  await db.updateTable('backlot.files').set({ kept: true }).where('folder', '=', 'Film 1 (1950)').execute()
  expect(await library.scan()).toMatchObject({ found: 1, missing: 1 })
  expect(await library.films()).toEqual(['Film 1 (1950)', 'Film 2 (1950)'])
  expect(await library.find('film 0')).not.toContain('Film 0')
})

test('moved and renamed files keep their rows and their films', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a', 'B (1951)/B (1951).mkv': 'b', 'C (1952)/C (1952).mkv': 'c' })
  await library.scan()
  const ids = new Map((await library.files()).map(({ film, id }) => [film, id]))
  const at = (name: string): string => join(library.folder.path, name)
  await rename(at('A (1950)'), at('A renamed (1950)'))
  await rename(at('B (1951)/B (1951).mkv'), at('B (1951)/B.1951.720p.mkv'))
  await mkdir(at('deep/er'), { recursive: true })
  await rename(at('C (1952)'), at('deep/er/C (1952)'))
  expect(await library.scan()).toMatchObject({ found: 3, moved: 3, added: 0, missing: 0, gone: 0 })
  expect((await library.files()).map(({ id, film }) => [film, id])).toEqual([
    ['A (1950)', ids.get('A (1950)')],
    ['B (1951)', ids.get('B (1951)')],
    ['C (1952)', ids.get('C (1952)')],
  ])
})

test('a file that was copied to its new place is known again by its hash', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'content a', 'B (1951)/B (1951).mkv': 'content b' })
  await library.scan()
  await library.probe()
  const [before] = await library.files()
  const at = (name: string): string => join(library.folder.path, name)
  await run('cp', ['-a', at('A (1950)'), at('A copied (1950)')])
  await rm(at('A (1950)'), { recursive: true })
  expect(await library.scan()).toMatchObject({ found: 2, moved: 1, added: 0, missing: 0 })
  expect((await library.files())[0]).toMatchObject({ id: before?.id, path: 'A copied (1950)/A (1950).mkv' })
})

test('a better file in the place of another keeps the film', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950) 720p.mkv': 'a' })
  await library.scan()
  const film = await library.film('A')
  await rm(join(library.folder.path, 'A (1950)/A (1950) 720p.mkv'))
  await library.folder.write({ 'A (1950)/A (1950) 2160p.mkv': 'better' })
  expect(await library.scan()).toMatchObject({ found: 1, added: 1, missing: 1 })
  expect((await library.film('A')).id).toBe(film.id)
  expect(await library.films()).toHaveLength(1)
})

test('pipes, names that are not UTF-8 and links out of the root are problems, and the rest is scanned', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a' })
  const { path } = library.folder
  await run('mkfifo', [join(path, 'A (1950)', 'Pipe (1950).mkv')])
  await writeFile(Buffer.concat([Buffer.from(`${path}/Caf`), Buffer.from([0xe9]), Buffer.from(' (1960).mkv')]), 'x')
  await symlink('/etc/hostname', join(path, 'Linked (1970).mkv'))
  expect(await library.scan()).toMatchObject({ found: 1, problems: 3 })
  expect((await library.problems()).map(({ kind }) => kind).toSorted()).toEqual(['link out of the root', 'name not UTF-8', 'not a file'])
  await rm(join(path, 'A (1950)', 'Pipe (1950).mkv'))
  expect(await library.scan()).toMatchObject({ found: 1, problems: 2 })
})

test('links to files are followed inside of the root, links to folders and circles are not', async () => {
  await using library = await setupLibrary({ '.store/film': 'a', 'A (1950)/readme.txt': '' })
  const { path } = library.folder
  await symlink('../.store/film', join(path, 'A (1950)', 'A (1950).mkv'))
  await symlink('..', join(path, 'A (1950)', 'up'))
  await symlink('loop.mkv', join(path, 'loop.mkv'))
  expect(await library.scan()).toMatchObject({
    found: 1,
    matched: 1,
    problems: 0,
    skipped: { 'linked folder': 1, 'broken link': 1, hidden: 1 },
  })
})

test('a folder that may not be read is one problem, and what is known of it stays', async ({ skip }) => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a', 'A (1950)/Trailers/t.mkv': 't', 'B (1951)/B (1951).mkv': 'b' })
  await library.scan()
  await chmod(join(library.folder.path, 'A (1950)'), 0)
  const asNobody = process.getuid?.() === 0
  if (asNobody && process.seteuid === undefined) skip('runs as root and cannot become somebody else')
  if (asNobody) {
    await run('chmod', ['a+rx', library.folder.path])
    process.seteuid?.(65_534)
  }
  try {
    expect(await library.scan({ force: true })).toMatchObject({ found: 2, missing: 0, gone: 0, problems: 1 })
  } finally {
    if (asNobody) process.seteuid?.(0)
    await chmod(join(library.folder.path, 'A (1950)'), 0o755)
  }
  expect(await library.problems()).toMatchObject([{ kind: 'unreadable folder', path: join(library.folder.path, 'A (1950)') }])
  expect(await library.scan()).toMatchObject({ found: 2, problems: 0 })
})

test('a file that still grows is left for the next scan', async () => {
  let growing = ''
  // The scan waits before it looks a second time: then the file grows.
  const clock = {
    ...systemClock,
    setTimeout: (then: () => void, ms: number) => (appendFileSync(growing, 'x'), systemClock.setTimeout(then, ms)),
  }
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a' }, { clock })
  growing = join(library.folder.path, 'Growing (1960).mkv')
  await writeFile(growing, 'x')
  expect(await library.scan()).toMatchObject({ found: 1, added: 1, skipped: { growing: 1 } })
  growing = '/dev/null'
  expect(await library.scan()).toMatchObject({ found: 2, added: 1, skipped: {} })
})

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
