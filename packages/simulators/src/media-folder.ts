import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The files that a simulated server has, which are real ones where it was given a folder. */
export interface MediaFolder {
  write(path: string, content: string): Promise<void>
  move(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
}

/** Does on disk what the server says it did; nothing when there is no folder. */
export const createMediaFolder = (rootFolder: string, mediaFolder: string | undefined): MediaFolder => {
  const placeOf = (path: string): string => join(mediaFolder ?? '', path.slice(rootFolder.length))
  if (mediaFolder === undefined) {
    const nothing = async (): Promise<void> => await Promise.resolve()
    return { write: nothing, move: nothing, remove: nothing }
  }
  return {
    write: async (path, content) => {
      await mkdir(dirname(placeOf(path)), { recursive: true })
      await writeFile(placeOf(path), content)
    },
    move: async (from, to) => {
      await mkdir(dirname(placeOf(to)), { recursive: true })
      await rename(placeOf(from), placeOf(to))
    },
    remove: async (path) => await rm(placeOf(path), { recursive: true, force: true }),
  }
}
