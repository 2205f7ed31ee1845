import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Where an absolute path leads, symlinks followed as far as they are there: a folder that is gone can still be a known root. */
export const locateFolder = async (path: string): Promise<{ path: string; exists: boolean }> => {
  try {
    return { path: await realpath(path), exists: true }
  } catch {
    const above = dirname(path)
    return { path: above === path ? path : join((await locateFolder(above)).path, basename(path)), exists: false }
  }
}
