import type { SharpConstructor, SharpOptions } from 'sharp'

/** More is no poster: a picture of 8K has 33 million. Checked before anything is decoded. */
export const maxPixels = 40_000_000

/** How pictures are read: within limits, only the first frame, and whatever can be shown of a damaged one. */
export const readOptions: SharpOptions = { limitInputPixels: maxPixels, sequentialRead: true, failOn: 'none', pages: 1 }

let loading: Promise<SharpConstructor> | undefined

/**
 * Loads sharp when the first picture comes: it is native code of 18 MB that a host without artwork never needs. It decodes only the formats
 * that posters come in, from memory, each picture on one thread, and keeps nothing cached.
 */
export const loadSharp = async (): Promise<SharpConstructor> => await (loading ??= load())

const load = async (): Promise<SharpConstructor> => {
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  const formats = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`)
  sharp.unblock({ operation: formats })
  return sharp
}
