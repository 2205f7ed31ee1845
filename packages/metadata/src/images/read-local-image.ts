import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { closeQuietly, openRegularFile } from '../open-regular-file.ts'

/** A picture below a root, looked at and not yet read. */
export interface LocalImage {
  /** Changes when the file does: its time and size. */
  version: string
  read(): Promise<Uint8Array>
}

/** Larger than what is fetched may be: people scan their posters. */
const maxBytes = 50 * 1024 * 1024

/**
 * Looks at a picture beside a film. Undefined for what is not there, is no ordinary file, is too large, or lies outside of its root when
 * every link on the way has been followed.
 */
export const findLocalImage = async (
  { root, folder, name }: { root: string; folder: string; name: string },
  signal: AbortSignal,
): Promise<LocalImage | undefined> => {
  const path = await inside(root, join(root, folder, name))
  const opened = path === undefined ? undefined : await openRegularFile(path, { signal }).catch(() => undefined)
  if (path === undefined || opened === undefined) return undefined
  try {
    const { mtimeNs, size } = await opened.handle.stat({ bigint: true })
    if (size === 0n || size > maxBytes) return undefined
    return { version: `${mtimeNs}-${size}`, read: async () => await readWhole(path, signal) }
  } finally {
    closeQuietly(opened.handle)
  }
}

const inside = async (root: string, path: string): Promise<string | undefined> => {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(path)]).catch(() => [])
  if (realRoot === undefined || real === undefined) return undefined
  return real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep) ? real : undefined
}

const readWhole = async (path: string, signal: AbortSignal): Promise<Uint8Array> => {
  const opened = await openRegularFile(path, { signal })
  if (opened === undefined) throw new Error(`${path} is not an ordinary file any more`)
  try {
    return await opened.handle.readFile()
  } finally {
    closeQuietly(opened.handle)
  }
}
