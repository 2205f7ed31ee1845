import pLimit from 'p-limit'
import { loadSharp, readOptions } from './load-sharp.ts'

/** Makes smaller versions of pictures. */
export interface Resizer {
  /**
   * A version of that width as WebP. `read` gives the picture's bytes when it is its turn, so that those who wait hold no memory, and `keep`
   * gets what was made. `key` names the version: who asks for one that is being made gets that one.
   */
  resize(key: string, work: ResizeWork): Promise<Uint8Array>
}

/** One version to make. */
export interface ResizeWork {
  width: number
  read: () => Promise<Uint8Array>
  keep: (made: Uint8Array) => Promise<void>
}

/** Of the four threads that Node has for files, names and this, two are left. */
const atATime = 2
const patienceSeconds = 20

/** Two pictures at a time, in threads of libvips: the one that runs jobs is not held up. */
export const createResizer = (): Resizer => {
  const limit = pLimit(atATime)
  const running = new Map<string, Promise<Uint8Array>>()
  return {
    resize: async (key, { width, read, keep }) => {
      const before = running.get(key)
      if (before !== undefined) return await before
      const making = limit(async () => {
        const made = await resize(await read(), width)
        await keep(made)
        return made
      }).finally(() => running.delete(key))
      running.set(key, making)
      return await making
    },
  }
}

const resize = async (bytes: Uint8Array, width: number): Promise<Uint8Array> => {
  const sharp = await loadSharp()
  return await sharp(bytes, readOptions)
    .autoOrient()
    // A picture of some strange shape is not made endlessly tall either.
    .resize({ width, height: width * 3, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 2 })
    .timeout({ seconds: patienceSeconds })
    .toBuffer()
}
