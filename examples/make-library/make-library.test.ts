import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { samplesOfSeries } from './samples-of-series.ts'
import { samples, writeLibrary } from './write-library.ts'

const committed = join(import.meta.dirname, '../library')
const written = await mkdtemp(join(tmpdir(), 'sample-library-'))
const result = await writeLibrary(written)

afterAll(() => rm(written, { recursive: true }))

test('the library beside it is what the script writes, byte for byte', async () => {
  expect(await filesIn(committed)).toEqual(await filesIn(written))
})

test('the library is small enough for a repository', () => {
  expect(result.bytes).toBeLessThan(1_000_000)
})

test('no two samples write the same file', () => {
  const paths = [...samples, ...samplesOfSeries].flatMap((sample) => Object.keys(sample.files))
  expect(new Set(paths).size).toBe(paths.length)
})

test('every sample with a video of a film names the film it is found as', () => {
  const nameless = samples.filter(({ files, films }) => Object.values(files).some((file) => file.role === 'film') && films.length === 0)
  expect(nameless).toEqual([])
})

async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const contents = await Promise.all(
    paths.toSorted().map(async (path) => [path.slice(folder.length), await readFile(path, 'base64')] as const),
  )
  return new Map(contents)
}
