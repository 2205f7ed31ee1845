import { execFile } from 'node:child_process'
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { defineJob, systemClock, type Clock, type JobState, type Logger } from '@backlot/jobs'
import { recordInserts } from '@backlot/jobs/testing'
import { createTempFolder, waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { addLibrary } from '../libraries/add-library.ts'
import { editLibrary } from '../libraries/edit-library.ts'
import { setupDatabase } from '../testing/test-database.ts'
import { createWatching, type WatchingPorts } from './create-watching.ts'
import type { ChangeListener } from './subscribe.ts'

const scanFilms = defineJob({
  kind: 'films_scan',
  queue: 'bulk',
  timeout: '1m',
  args: z.object({ libraryId: z.uuid(), paths: z.array(z.string()).optional(), force: z.boolean().optional() }),
})

/** A watched film library on real files; a folder is quiet after 150 ms. */
const setup = async (overrides: Partial<WatchingPorts> = {}) => {
  const database = await setupDatabase()
  const folder = await createTempFolder()
  await folder.write({ 'A (1950)/A (1950).mkv': 'a', 'B (1951)/B (1951).mkv': 'b' })
  const libraryId = await addLibrary(database.db, { name: 'films', type: 'movie', paths: [folder.path], watch: true })
  const recorder = recordInserts()
  let state: JobState = 'completed'
  const warnings: string[] = []
  const logger: Logger = { debug: () => {}, info: () => {}, warn: (_, message) => void warnings.push(message ?? ''), error: () => {} }
  const watching = createWatching({
    db: database.db,
    scans: { movie: scanFilms },
    jobs: { insert: recorder.insert, jobGet: async (id) => await Promise.resolve({ id, state } as never) },
    logger,
    quiet: '150ms',
    ...overrides,
  })
  /** Folders that were to be scanned, relative to the root. */
  const scanned = (): string[][] =>
    recorder.inserted.map(({ args }) => (args as { paths: string[] }).paths.map((path) => path.slice(folder.path.length + 1)))
  return {
    ...database,
    folder,
    libraryId,
    watching,
    warnings,
    scanned,
    inserted: () => recorder.inserted.map(({ args }) => args),
    setState: (next: JobState) => (state = next),
    at: (name: string): string => join(folder.path, name),
    [Symbol.asyncDispose]: async () => {
      await watching.stop()
      await database[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test('files that are written, changed, moved and removed are scans of their folders', async () => {
  await using library = await setup()
  const { watching, at, scanned, libraryId, folder } = library
  await watching.start()
  expect(watching.roots()).toEqual([{ libraryId, path: folder.path, watched: true, why: undefined }])

  await writeFile(at('A (1950)/A (1950) 720p.mkv'), 'new')
  await waitFor('a scan of the new file', () => scanned().length > 0)
  expect(scanned()).toEqual([['A (1950)']])

  await appendFile(at('B (1951)/B (1951).mkv'), 'more')
  await waitFor('a scan of the changed file', () => scanned().length > 1)
  expect(scanned()[1]).toEqual(['B (1951)'])

  await rename(at('A (1950)'), at('A moved (1950)'))
  await waitFor('a scan of both folders', () => scanned().length > 2)
  expect(scanned()[2]).toEqual(['A (1950)', 'A moved (1950)'])

  await writeFile(at('A moved (1950)/later.mkv'), 'in a folder that was moved')
  await waitFor('a scan of the moved folder', () => scanned().length > 3)
  expect(scanned()[3]).toEqual(['A moved (1950)'])

  await rm(at('B (1951)'), { recursive: true })
  await waitFor('a scan of the removed folder', () => scanned().length > 4)
  expect(scanned()[4]).toEqual(['B (1951)'])
})

test('a folder that is being filled is one scan, and downloads and other files are none', async () => {
  await using library = await setup()
  const { watching, at, scanned } = library
  await watching.start()
  await mkdir(at('C (1952)/Extras'), { recursive: true })
  await writeFile(at('C (1952)/C (1952).mkv.part'), 'unfinished')
  for (let part = 0; part < 20; part++) {
    await appendFile(at('C (1952)/C (1952).mkv'), 'x')
    await writeFile(at(`C (1952)/Extras/${part}-trailer.mkv`), 'x')
    await writeFile(at('readme.txt'), `${part}`)
  }
  await waitFor('the scan', () => scanned().length > 0)
  expect(scanned()).toEqual([['C (1952)']])
})

test('while the scan before is not over, changes are gathered', async () => {
  await using library = await setup()
  const { watching, at, scanned, setState } = library
  await watching.start()
  setState('running')
  await writeFile(at('A (1950)/1.mkv'), '1')
  await waitFor('the first scan', () => scanned().length === 1)
  await writeFile(at('A (1950)/2.mkv'), '2')
  await writeFile(at('B (1951)/3.mkv'), '3')
  // Longer than it takes for both to be quiet.
  const before = Date.now()
  await waitFor('a while', () => Date.now() - before > 500)
  expect(scanned()).toHaveLength(1)
  setState('completed')
  await waitFor('the second scan', () => scanned().length === 2)
  expect(scanned()[1]).toEqual(['A (1950)', 'B (1951)'])
})

test('settings are taken over: what is not to be watched any more is let go, and its changes are nothing', async () => {
  await using library = await setup()
  const { watching, at, scanned, db, libraryId } = library
  await watching.start()
  await editLibrary(db, libraryId, { watch: false })
  await watching.refresh()
  expect(watching.roots()).toEqual([])
  await writeFile(at('A (1950)/unseen.mkv'), 'x')
  await editLibrary(db, libraryId, { watch: true })
  await watching.refresh()
  await writeFile(at('B (1951)/seen.mkv'), 'x')
  await waitFor('the scan', () => scanned().length > 0)
  expect(scanned()).toEqual([['B (1951)']])
})

test('a root that is offline is let go, and watched again when it is back', async () => {
  await using library = await setup()
  const { watching, db } = library
  await watching.start()
  const become = async (status: 'online' | 'offline') => {
    await db.updateTable('backlot.library_roots').set({ status }).execute()
    await watching.refresh()
    return watching.roots().filter(({ watched }) => watched).length
  }
  expect(await become('offline')).toBe(0)
  expect(await become('online')).toBe(1)
})

test('a network file system is not watched, with a word why, said once', async () => {
  await using library = await setup({ readMounts: async () => await Promise.resolve('1 1 0:1 / / rw - nfs4 nas:/ rw') })
  await library.watching.start()
  await library.watching.refresh()
  expect(library.watching.roots()).toMatchObject([{ watched: false, why: expect.stringContaining('network file system (nfs4)') }])
  expect(library.warnings).toEqual([expect.stringContaining('is not watched: it is on a network file system (nfs4)')])
})

test("the kernel's limit is said in one line, however often it is met, and the library is scanned every quarter of an hour", async () => {
  let listener: ChangeListener | undefined
  let ended = 0
  const timers = new Map<number, () => void>()
  const clock: Clock = {
    ...systemClock,
    setTimeout: (run, ms) => {
      timers.set(ms, run)
      return systemClock.setTimeout(() => {}, 0)
    },
  }
  await using library = await setup({
    clock,
    subscribe: async (_, listens) => {
      listener = listens
      return await Promise.resolve(async () => await Promise.resolve(void ended++))
    },
  })
  await library.watching.start()
  for (let folder = 0; folder < 1_000; folder++) listener?.failed(new Error("inotify_add_watch on '/x' failed: No space left on device"))
  expect(library.warnings).toHaveLength(1)
  expect(library.warnings[0]).toContain('fs.inotify.max_user_watches')
  expect(library.watching.roots()).toMatchObject([{ watched: false, why: expect.stringContaining('limit') }])
  await library.watching.refresh()
  expect(library.warnings).toHaveLength(1)
  expect(ended).toBeGreaterThan(0)
  for (const round of [1, 2]) {
    await waitFor('the next round', () => timers.has(15 * 60_000))
    const run = timers.get(15 * 60_000)
    timers.delete(15 * 60_000)
    run?.()
    await waitFor('a scan', () => library.inserted().length === round)
  }
  expect(library.inserted()).toEqual([1, 2].map(() => ({ libraryId: library.libraryId })))
})

test("the kernel's own refusal is known", async ({ skip }) => {
  await using folder = await createTempFolder()
  await folder.write(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}/film.mkv`, ''])))
  const script = join(import.meta.dirname, '../testing/test-watch-in-child.ts')
  // In a user namespace of its own the limit can be set for this process alone.
  const watchWith = async (limit: number, newFolders = 0) => {
    const command = `echo ${limit} > /proc/sys/user/max_inotify_watches && exec "$0" --conditions=@backlot/source "$1" "$2" "$3"`
    const { stdout } = await promisify(execFile)('unshare', [
      '-Ur',
      'sh',
      '-c',
      command,
      process.execPath,
      script,
      folder.path,
      String(newFolders),
    ])
    return JSON.parse(stdout) as { lines: string[]; watched: boolean[] }
  }
  const enough = await watchWith(1_000).catch(() => undefined)
  if (enough === undefined) skip('this system gives no user namespaces, in which the limit could be lowered')
  expect(enough).toEqual({ lines: [], watched: [true] })
  expect(await watchWith(10)).toEqual({ lines: [expect.stringContaining('fs.inotify.max_user_watches')], watched: [false] })
  // Enough for the thirty that are there, and not for the twenty that are made then.
  const { lines, watched } = await watchWith(40, 20)
  expect(watched).toEqual([true])
  expect(lines[0]).toMatch(/limit of watched folders is reached, so changes in folders that are new may be missed.*every 15 minutes/)
})
