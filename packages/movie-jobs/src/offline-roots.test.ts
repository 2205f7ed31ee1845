import { execFile } from 'node:child_process'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

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
