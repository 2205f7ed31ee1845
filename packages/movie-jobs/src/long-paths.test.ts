import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

const run = promisify(execFile)

test('a path as long as the system allows is one problem, and the rest is scanned', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a' })
  const { path } = library.folder
  // Longer than any call takes at once, so it is made step by step.
  const name = 'd'.repeat(200)
  const step = `mkdir ${name} && cd ${name}`
  const deep = Array.from({ length: Math.floor((4_095 - path.length - 20) / 201) }, () => step).join(' && ')
  await run('sh', ['-c', `cd '${path}' && ${deep} && printf x > 'B (1951).mkv' && printf x > "$(printf 'c%.0s' $(seq 200)).mkv"`])
  expect(await library.scan()).toMatchObject({ found: 1, problems: 1 })
  expect(await library.problems()).toMatchObject([{ kind: 'path too long', message: expect.stringContaining('bytes') }])
  expect(await library.scan({ force: true })).toMatchObject({ found: 1, problems: 1 })
  await run('rm', ['-rf', join(path, name)])
  expect(await library.scan({ force: true })).toMatchObject({ found: 1, problems: 0 })
})

test('a folder whose name is not UTF-8 is one problem, and what is beside it is scanned', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a' })
  const { path } = library.folder
  await run('sh', ['-c', `cd '${path}' && d=$(printf 'Caf\\351 (1960)') && mkdir "$d" && printf x > "$d/film.mkv"`])
  expect(await library.scan()).toMatchObject({ found: 1, problems: 1 })
  expect(await library.problems()).toMatchObject([{ kind: 'name not UTF-8', message: expect.stringContaining('folder') }])
})

test('names of 255 bytes are names like others', async () => {
  const title = 'x'.repeat(255 - ' (1950).mkv'.length)
  await using library = await setupLibrary()
  await writeFile(join(library.folder.path, `${title} (1950).mkv`), 'a')
  expect(await library.scan()).toMatchObject({ found: 1, matched: 1, problems: 0 })
})
