import { execFile } from 'node:child_process'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

const run = promisify(execFile)

const manyFilms = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Film ${index} (1950)/Film ${index} (1950).mkv`, `content of ${index}`]))

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
