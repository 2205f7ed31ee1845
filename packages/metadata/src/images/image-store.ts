import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One file of the store: a picture (no width), one of its sizes, or what a crash left of either (no hash). */
export interface StoredFile {
  path: string
  hash?: string
  width?: number
  modifiedAt: Date
}

/** The pictures in the data folder, by their hash: `ab/abcdef…`, their sizes beside them: `ab/abcdef….w342.webp`. */
export interface ImageStore {
  /** Reads a picture, or with a width one of its sizes; undefined when it is not there. */
  read(hash: string, width?: number): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Whether a picture is there itself. */
  has(hash: string): Promise<boolean>
  /** Writes a picture or one of its sizes, all or nothing. */
  write(bytes: Uint8Array, hash: string, width?: number): Promise<void>
  /** The shards (`ab`) that there are. */
  shards(): Promise<string[]>
  /** All that is in a shard; files of others are passed over. */
  files(shard: string): Promise<StoredFile[]>
  remove(path: string): Promise<void>
}

const ours = /^(?:([0-9a-f]{64})(?:\.w(\d+)\.webp)?|\.[0-9a-f-]{36}\.tmp)$/

/** The first two digits of a hash: the name of its folder. */
export const shardOf = (hash: string): string => hash.slice(0, 2)

/** Opens the store in a folder, which is made when something is written. */
export const createImageStore = (folder: string): ImageStore => {
  const pathOf = (hash: string, width?: number): string =>
    join(folder, shardOf(hash), width === undefined ? hash : `${hash}.w${width}.webp`)
  return {
    read: async (hash, width) => await absentWhenMissing(readFile(pathOf(hash, width))),
    has: async (hash) => (await absentWhenMissing(stat(pathOf(hash)))) !== undefined,
    write: async (bytes, hash, width) => {
      const shard = join(folder, shardOf(hash))
      const temporary = join(shard, `.${randomUUID()}.tmp`)
      await mkdir(shard, { recursive: true })
      try {
        await writeFile(temporary, bytes, { flush: true })
        await rename(temporary, pathOf(hash, width))
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {})
        throw error
      }
    },
    shards: async () => ((await absentWhenMissing(readdir(folder))) ?? []).filter((name) => /^[0-9a-f]{2}$/.test(name)),
    files: async (shard) => {
      const names = (await absentWhenMissing(readdir(join(folder, shard)))) ?? []
      const found = await Promise.all(names.map(async (name) => await storedFile(join(folder, shard, name), name)))
      return found.flat()
    },
    remove: async (path) => await rm(path, { force: true }),
  }
}

const storedFile = async (path: string, name: string): Promise<StoredFile[]> => {
  const [match, hash, width] = ours.exec(name) ?? []
  const stats = match === undefined ? undefined : await absentWhenMissing(stat(path))
  if (stats === undefined || !stats.isFile()) return []
  const file = { path, modifiedAt: stats.mtime }
  return [{ ...file, ...(hash === undefined ? {} : { hash }), ...(width === undefined ? {} : { width: Number(width) }) }]
}

const absentWhenMissing = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
