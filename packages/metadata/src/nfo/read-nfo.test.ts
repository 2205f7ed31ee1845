import { execFile } from 'node:child_process'
import { chmod, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { MAX_NFO_BYTES } from './decode-nfo-text.ts'
import { readNfo, readNfoBytes } from './read-nfo.ts'

const setup = async (files: Record<string, string | Uint8Array> = {}) => {
  const folder = await createTempFolder()
  await folder.write(files)
  return { folder, path: (name: string) => join(folder.path, name), signal: new AbortController().signal }
}

test('a film is read from disk, also by a link to its NFO', async () => {
  const { folder, path, signal } = await setup({ 'movie.nfo': '<movie><title>Nosferatu</title></movie>' })
  await using _ = folder
  await symlink(path('movie.nfo'), path('link.nfo'))
  expect(await readNfo(path('movie.nfo'), { signal })).toMatchObject({ title: 'Nosferatu' })
  expect(await readNfo(path('link.nfo'), { signal })).toMatchObject({ title: 'Nosferatu' })
})

test('every problem names the path', async () => {
  const { folder, path, signal } = await setup({ 'broken.nfo': '<movie>', 'empty.nfo': '', 'large.nfo': new Uint8Array(MAX_NFO_BYTES + 1) })
  await using _ = folder
  await mkdir(path('folder.nfo'))
  const problems = {
    'broken.nfo': 'not well-formed',
    'empty.nfo': 'empty',
    'large.nfo': 'too large',
    'folder.nfo': 'not a file',
    'none.nfo': 'unreadable',
  }
  for (const [name, problem] of Object.entries(problems)) {
    await expect(readNfo(path(name), { signal }), name).rejects.toMatchObject({ problem, message: expect.stringContaining(path(name)) })
  }
})

test('a file that may not be read is a problem', async ({ skip }) => {
  skip(process.getuid?.() === 0, 'root may read every file')
  const { folder, path, signal } = await setup({ 'movie.nfo': '<movie/>' })
  await using _ = folder
  await chmod(path('movie.nfo'), 0)
  await expect(readNfoBytes(path('movie.nfo'), { signal })).rejects.toMatchObject({ problem: 'unreadable' })
})

test('a pipe is refused at once', async ({ skip }) => {
  skip(process.platform === 'win32', 'Windows has no named pipes among its files')
  const { folder, path, signal } = await setup()
  await using _ = folder
  await promisify(execFile)('mkfifo', [path('pipe.nfo')])
  await expect(readNfoBytes(path('pipe.nfo'), { signal })).rejects.toMatchObject({ problem: 'not a file' })
})

test("an abort rejects with the signal's reason", async () => {
  const { folder, path } = await setup({ 'movie.nfo': '<movie/>' })
  await using _ = folder
  const reason = new Error('the scan was cancelled')
  await expect(readNfo(path('movie.nfo'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})
