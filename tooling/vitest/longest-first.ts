import { readFile } from 'node:fs/promises'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Starts the files first whose tests ask for the most time, so that a run does not end with one long file alone. Where no
 * run was before, vitest knows only the size of a file, which says nothing about its time.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's, and no array's
    const sorted = await super.sort(files)
    const timed = await Promise.all(sorted.map(async (file) => ({ file, longest: await longestTimeout(file.moduleId) })))
    return timed.toSorted((a, b) => b.longest - a.longest).map(({ file }) => file)
  }
}

/** The most milliseconds that a test of the file may take: `{ timeout: 60_000 }`, or 0 where none asks for more than usual. */
const longestTimeout = async (path: string): Promise<number> => {
  const asked = (await readFile(path, 'utf8')).matchAll(/\{ timeout: ([\d_]+) \}/g)
  return Math.max(0, ...[...asked].map(([, milliseconds = '']) => Number(milliseconds.replaceAll('_', ''))))
}
