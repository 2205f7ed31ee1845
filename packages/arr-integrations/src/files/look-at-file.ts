import { lstat, stat } from 'node:fs/promises'

/** A file as it is on disk. */
export interface FileOnDisk {
  size: number
  mtimeNs: string
  device: string
  inode: string
}

/** What is at a path: a file, nothing, or something that could not be seen. */
export type Look = FileOnDisk | 'gone' | 'unseen'

/** Looks at a path once. */
export const lookAtFile = async (path: string): Promise<Look> => {
  try {
    const stats = await stat(path, { bigint: true })
    return { size: Number(stats.size), mtimeNs: String(stats.mtimeNs), device: String(stats.dev), inode: String(stats.ino) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : 'unseen'
  }
}

/** Whether a root is there and the one that it was: only then is a file below it that cannot be found really gone. */
export const isRootThere = async ({
  path,
  device,
  inode,
}: {
  path: string
  device: string | null
  inode: string | null
}): Promise<boolean> => {
  try {
    const stats = await lstat(path, { bigint: true })
    return (device === null || device === String(stats.dev)) && (inode === null || inode === String(stats.ino))
  } catch {
    return false
  }
}
