import { execFile } from 'node:child_process'
import { closeSync, futimesSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { addLibrary } from '../libraries/add-library.ts'
import { setupDatabase } from '../testing/test-database.ts'

/** Scans the files in a process that may use this much memory; it is ended when it needs more. */
const scan = async (write: (path: string) => void, heapMegabytes: number) => {
  await using database = await setupDatabase()
  await using folder = await createTempFolder()
  write(folder.path)
  const libraryId = await addLibrary(database.db, { name: 'films', type: 'movie', paths: [folder.path] })
  const script = join(import.meta.dirname, '../testing/test-scan-in-child.ts')
  const limits = [`--max-old-space-size=${heapMegabytes}`, '--max-semi-space-size=4']
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...limits,
    '--conditions=@backlot/source',
    script,
    database.url,
    libraryId,
  ])
  const problems = await database.db.selectFrom('backlot.problems').select(['kind', 'path']).execute()
  return { ...(JSON.parse(stdout) as { result: Record<string, unknown>; files: number; most: number; largest: number }), problems }
}

const old = new Date('2020-01-01')

test('a folder of 100,000 files is imported in pages, in little memory', { timeout: 300_000 }, async () => {
  const { result, files, most, largest } = await scan((path) => {
    for (let index = 0; index < 100_000; index++) {
      const file = openSync(`${path}/Film ${index} (1950).mkv`, 'w')
      futimesSync(file, old, old)
      closeSync(file)
    }
  }, 150)
  expect(files).toBe(100_000)
  expect(most).toBeLessThanOrEqual(2_000)
  expect(result).toMatchObject({ problems: 0, skipped: {} })
  expect(largest).toBeLessThan(350_000_000)
})

test('a tree 200 folders deep is walked to its end', async () => {
  const { result, files, problems } = await scan((path) => {
    const deep = join(path, ...Array.from({ length: 200 }, (_, level) => `${level}`))
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(deep, 'Film (1950).mkv'), '')
  }, 150)
  expect({ files, problems }).toEqual({ files: 1, problems: [] })
  expect(result).toMatchObject({ problems: 0 })
})
