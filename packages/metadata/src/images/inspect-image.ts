import { createHash } from 'node:crypto'
import type { Metadata } from 'sharp'
import { ImageError } from './image-error.ts'
import { loadSharp, maxPixels, readOptions } from './load-sharp.ts'

/** What a picture is by its content. */
export interface ImageFacts {
  /** SHA-256, in hexadecimal. */
  hash: string
  bytes: number
  width: number
  height: number
  format: string
}

const taken: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'heif'])

/** Reads a picture's header, whatever its name or server says it is. Throws an {@link ImageError} for what is none, or none that is taken. */
export const inspectImage = async (bytes: Uint8Array): Promise<ImageFacts> => {
  const found = await headerOf(bytes)
  const { format, autoOrient } = found
  if (!taken.has(format)) throw new ImageError(`it is of the format ${format}; jpeg, png, webp, gif and avif are taken`)
  const { width, height } = autoOrient
  if (width * height > maxPixels) throw new ImageError(`its ${width} × ${height} pixels are more than ${maxPixels / 1e6} million`)
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { hash, bytes: bytes.length, width, height, format: format === 'heif' ? 'avif' : format }
}

const headerOf = async (bytes: Uint8Array): Promise<Metadata> => {
  const sharp = await loadSharp()
  try {
    // Its own limit of pixels is told from a damaged file only by the message, so ours is applied to what this gives.
    return await sharp(bytes, { ...readOptions, limitInputPixels: false }).metadata()
  } catch (error) {
    throw new ImageError(`it is no picture that can be read (${error instanceof Error ? error.message : String(error)})`, { cause: error })
  }
}
