import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { untilAborted } from './until-aborted.ts'

/** An open file and its size in bytes at that moment. */
export interface RegularFile {
  handle: FileHandle
  size: number
}

// Without it, opening a pipe that nobody writes to would wait for ever. Windows has neither the flag nor the trap.
const NON_BLOCKING = constants.O_NONBLOCK ?? 0

/**
 * Opens a file for reading when it is an ordinary one; a pipe, a socket, a device or a folder gives `undefined`, and never blocks.
 * The caller closes the handle. File system errors (`ENOENT`, `EACCES`) reject as they are; an abort rejects with the signal's reason,
 * and a file that opens after that is closed again.
 */
export async function openRegularFile(path: string, { signal }: { signal: AbortSignal }): Promise<RegularFile | undefined> {
  signal.throwIfAborted()
  const opening = open(path, constants.O_RDONLY | NON_BLOCKING)
  const handle = await untilAborted(opening, signal).catch((error: unknown) => {
    void opening.then(closeQuietly, () => {})
    throw error
  })
  try {
    const stats = await untilAborted(handle.stat(), signal)
    if (stats.isFile()) return { handle, size: stats.size }
  } catch (error) {
    closeQuietly(handle)
    throw error
  }
  await handle.close()
  return undefined
}

/** Closes without waiting: a read that hangs holds its handle, and would hold the caller too. */
export function closeQuietly(handle: FileHandle): void {
  handle.close().catch(() => {})
}
