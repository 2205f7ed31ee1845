import { runInThread, type JobContext } from '@backlot/jobs'
import type { ItemListing } from './scan-importer.ts'

const manyFiles = 200

/** Reads what lies in folders: names and NFOs. What it gives is plain data. */
export type ReadItems<Read> = (items: readonly ItemListing[], signal: AbortSignal) => Promise<Read>

/**
 * Reads a few files where it is called, and very many in a thread of its own, so that they keep neither the host's heartbeats
 * nor its API waiting, and are read while others are written. `module`: one whose default export does what `read` does.
 */
export const readInThread =
  <Read>(context: JobContext<unknown>, { module, read }: { module: URL; read: ReadItems<Read> }): ReadItems<Read> =>
  async (items, signal) => {
    const files = items.reduce((sum, item) => sum + item.files.length, 0)
    if (files < manyFiles) return await read(items, signal)
    return await runInThread<{ default: ThreadRead<Read> }>(module, { ...context, args: items, signal })
  }

type ThreadRead<Read> = (thread: { args: readonly ItemListing[] }) => Promise<Read>
