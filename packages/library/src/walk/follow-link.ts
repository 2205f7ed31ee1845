import type { BigIntStats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { errorCode } from './file-identity.ts'

/** Where a symlink leads. */
export type LinkTarget =
  | { to: 'file'; path: string; stats: BigIntStats }
  | { to: 'folder' }
  | { to: 'special' }
  /** Outside of the root, which is not followed. */
  | { to: 'outside'; path: string }
  /** Nowhere, or round in circles. */
  | { to: 'nothing' }

/** Follows a symlink to its end, which must lie inside the root. Rejects when that may not be read. */
export const followLink = async (path: string, root: string): Promise<LinkTarget> => {
  try {
    const target = await realpath(path)
    const stats = await stat(target, { bigint: true })
    if (stats.isDirectory()) return { to: 'folder' }
    if (target !== root && !target.startsWith(root === '/' ? root : `${root}/`)) return { to: 'outside', path: target }
    return stats.isFile() ? { to: 'file', path: target, stats } : { to: 'special' }
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENOTDIR'].includes(errorCode(error) ?? '')) return { to: 'nothing' }
    throw error
  }
}
