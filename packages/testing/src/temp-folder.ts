import { rmSync } from 'node:fs'
import { lutimes, mkdir, mkdtemp, readdir, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of real files for one test. */
export interface TempFolder extends AsyncDisposable {
  path: string
  /** Writes files below the folder, by relative path; folders are made as needed. */
  write(files: Record<string, string | Uint8Array>): Promise<void>
  /** Makes it and everything below an hour old, so that a scan has no reason to look twice. */
  age(): Promise<void>
}

/** Makes an empty folder (its path has no symlink in it); removed with all it holds on dispose. */
export const createTempFolder = async (): Promise<TempFolder> => {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'backlot-test-')))
  return {
    path,
    write: async (files) => {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(path, name)), { recursive: true })
        await writeFile(join(path, name), content)
      }
    },
    age: async () => {
      const then = Date.now() / 1_000 - 3_600
      for (const entry of await readdir(path, { recursive: true, withFileTypes: true }))
        await lutimes(join(entry.parentPath, entry.name), then, then)
      await lutimes(path, then, then)
    },
    // At once: one by one, through promises, a large folder takes five times as long to go.
    [Symbol.asyncDispose]: async () => await Promise.resolve(rmSync(path, { recursive: true, force: true })),
  }
}
