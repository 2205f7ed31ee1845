import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { libraryReadme } from './library-readme.ts'
import { samplesOfFolders } from './samples-of-folders.ts'
import { samplesOfNames } from './samples-of-names.ts'
import { samplesOfSeries } from './samples-of-series.ts'
import { samplesOfTrouble } from './samples-of-trouble.ts'

/** All films of the sample library, in the order of its README. */
export const samples = [...samplesOfTrouble, ...samplesOfNames, ...samplesOfFolders]

/**
 * Writes the sample library into a folder: the same bytes on every run and machine. Files that are there already are written again; what
 * else is in the folder stays. Resolves with the number of files and their bytes.
 */
export async function writeLibrary(folder: string): Promise<{ files: number; bytes: number }> {
  const files: [string, Uint8Array | string][] = [['README.md', libraryReadme(samples, samplesOfSeries)]]
  for (const [shelf, shown] of [
    ['movies', samples],
    ['tv', samplesOfSeries],
  ] as const) {
    for (const [path, file] of shown.flatMap((sample) => Object.entries(sample.files)))
      files.push([join(shelf, path), await file.make(extname(path).slice(1))])
  }
  for (const [path, content] of files) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, content)
  }
  return { files: files.length, bytes: files.reduce((sum, [, content]) => sum + Buffer.byteLength(content), 0) }
}
