import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of real files for one test. */
export interface TempFolder extends AsyncDisposable {
  path: string
  /** Writes files below the folder, by relative path; folders are made as needed. */
  write(files: Record<string, string | Uint8Array>): Promise<void>
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
    // At once: one by one, through promises, a large folder takes five times as long to go.
    [Symbol.asyncDispose]: async () => await Promise.resolve(rmSync(path, { recursive: true, force: true })),
  }
}
