import { execFile } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { appendFile, chmod, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemClock } from '@backlot/jobs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

const run = promisify(execFile)

const manyFilms = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Film ${index} (1950)/Film ${index} (1950).mkv`, `content of ${index}`]))

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

test('a file that is there and linked, too, is one file', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a', 'hidden/.ignore': '', 'hidden/B.mkv': 'b' })
  const { path } = library.folder
  await mkdir(join(path, 'Links'))
  await symlink('../A (1950)/A (1950).mkv', join(path, 'Links', 'A again (1950).mkv'))
  await symlink('../hidden/B.mkv', join(path, 'Links', 'B (1951).mkv'))
  expect(await library.scan({ force: true })).toMatchObject({ found: 2, matched: 2, skipped: { 'link to a file of the library': 1 } })
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

test('a file that was taken while its copy paused is read again by the next scan', async () => {
  await using library = await setupLibrary()
  const path = join(library.folder.path, 'Paused (1960).mkv')
  await writeFile(path, 'the first half')
  // Nothing of it was written for half a minute, so it does not seem to grow.
  const then = Date.now() / 1_000 - 30
  await utimes(path, then, then)
  await utimes(library.folder.path, then, then)
  expect(await library.scan()).toMatchObject({ found: 1, added: 1 })
  await appendFile(path, 'and the second')
  await utimes(path, then + 20, then + 20)
  await utimes(library.folder.path, then, then)
  expect(await library.scan()).toMatchObject({ found: 1, updated: 1 })
})

test('one film that cannot be stored is a problem, and the films of its batch are stored', async () => {
  await using library = await setupLibrary(manyFilms(20))
  await sql`
    create function public.refuse_film() returns trigger language plpgsql as $$ begin
      raise 'value too long' using errcode = '22001';
    end $$`.execute(library.ports.db)
  await sql`
    create trigger refuse_film before insert on backlot.movies
    for each row when (new.title = 'Film 7') execute function public.refuse_film()`.execute(library.ports.db)
  expect(await library.scan()).toMatchObject({ found: 19, added: 19, matched: 19, problems: 1 })
  expect(await library.problems()).toMatchObject([
    { kind: 'not stored', severity: 'error', path: expect.stringMatching(/Film 7 \(1950\)\.mkv$/) },
  ])
})

test('an NFO with a title as long as a book, and a path as deep as a well, do not stop a scan', async () => {
  const deep = Array.from({ length: 40 }, () => 'x'.repeat(50)).join('/')
  await using library = await setupLibrary({
    'A (1950)/A (1950).mkv': 'a',
    'A (1950)/A (1950).nfo': `<movie><title>${Array.from({ length: 20_000 }, (_, index) => index).join(' ')}</title><actor><name>${'n'.repeat(9_000)}</name></actor></movie>`,
    [`${deep}/B (1951).mkv`]: 'b',
    'C (1952).mkv': 'c',
  })
  expect(await library.scan()).toMatchObject({ found: 2, matched: 2, problems: 1 })
  expect(await library.problems()).toMatchObject([{ kind: 'path too long' }])
})
