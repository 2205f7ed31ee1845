import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { identityOf, type FileIdentity } from './file-identity.ts'

/** The identity of a disc folder as if it were one file: its own inode, the size of the streams in it, the newest time. */
export const discIdentity = async (path: string): Promise<FileIdentity> => {
  const disc = identityOf(await lstat(path, { bigint: true }))
  const streams = await lstatAll(join(path, 'STREAM')).catch(async () => await lstatAll(path))
  const times = [disc, ...streams].map(({ mtimeNs }) => BigInt(mtimeNs))
  const newest = times.reduce((latest, time) => (time > latest ? time : latest))
  return { ...disc, size: streams.reduce((sum, { size }) => sum + size, 0), mtimeNs: String(newest) }
}

const lstatAll = async (folder: string): Promise<FileIdentity[]> => {
  const names = await readdir(folder)
  const stats = await Promise.all(names.slice(0, maxStreams).map(async (name) => await lstat(join(folder, name), { bigint: true })))
  return stats.filter((found) => found.isFile()).map(identityOf)
}

const maxStreams = 2_000
