import type { BigIntStats } from 'node:fs'

/** What tells a file from others, and from itself at another time. Numbers beyond 2^53 are text. */
export interface FileIdentity {
  size: number
  mtimeNs: string
  device: string
  inode: string
}

/** The identity in a stat; bigint, since inodes use all 64 bits on some file systems. */
export const identityOf = (stats: BigIntStats): FileIdentity => ({
  size: Number(stats.size),
  mtimeNs: String(stats.mtimeNs),
  device: String(stats.dev),
  inode: String(stats.ino),
})

/** The code of a file system error (`ENOENT`), if it is one. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Whether an error says that there is nothing at a path, rather than that it could not be seen. */
export const saysGone = (error: unknown): boolean => errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR'
