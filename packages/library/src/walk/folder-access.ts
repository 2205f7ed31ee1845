import { lstatSync, readdirSync, type BigIntStats, type Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'

/** How a walk asks the file system about paths. What it gives is awaited, whether it had to be waited for or not. */
export interface FolderAccess {
  lstat(path: string): BigIntStats | Promise<BigIntStats>
  readdir(path: string): Dirent<Buffer>[] | Promise<Dirent<Buffer>[]>
}

const names = { withFileTypes: true, encoding: 'buffer' } as const

/** Never keeps its thread waiting: for the host's own. */
export const patientAccess: FolderAccess = {
  lstat: async (path) => await lstat(path, { bigint: true }),
  readdir: async (path) => await readdir(path, names),
}

/** A call that takes no longer is answered from memory. */
const quickMs = 0.1

/**
 * For a thread that may be kept waiting. What memory answers is asked for directly, which takes a fifth of the time of a call
 * that is waited for. Where the calls take longer, as on a cold disk or over a network, they are waited for side by side: as
 * soon as `spareMs` are lost with slow ones.
 */
export const eagerAccess = (spareMs = 20): FolderAccess => {
  let spare = spareMs
  const directly = <Answer>(ask: () => Answer): Answer => {
    const began = performance.now()
    try {
      return ask()
    } finally {
      spare = Math.min(spareMs, spare + quickMs - (performance.now() - began))
    }
  }
  return {
    lstat: (path) => (spare < 0 ? patientAccess.lstat(path) : directly(() => lstatSync(path, { bigint: true }))),
    readdir: (path) => (spare < 0 ? patientAccess.readdir(path) : directly(() => readdirSync(path, names))),
  }
}
