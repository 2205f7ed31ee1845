import type { JobRequest } from '@backlot/jobs'
import { checkUrl, isSafeFetchError, type UrlRules } from '@backlot/safe-fetch'
import type { Kysely } from 'kysely'
import type { Resizer } from './create-resizer.ts'
import { downloadOf } from './download-of.ts'
import { findArtwork, type FoundArtwork } from './find-artwork.ts'
import { isImageError } from './image-error.ts'
import { imageWidth, type ImageSize } from './image-sizes.ts'
import type { ImageStore } from './image-store.ts'
import type { ImagesDatabase } from './images-database.ts'
import { inspectImage } from './inspect-image.ts'
import { findLocalImage, type LocalImage } from './read-local-image.ts'
import { storeImage } from './store-image.ts'

/** What serving pictures needs. */
export interface ImageLibraryPorts {
  db: Kysely<ImagesDatabase>
  store: ImageStore
  resizer: Resizer
  /** From where pictures may be fetched; the same as those of the fetch. */
  rules: UrlRules
}

/** A picture in a size, or why there is none. */
export type ServedImage =
  /** `etag` names these very bytes, for ever; `read` is not called by who has them already. */
  | { state: 'ready'; etag: string; contentType: 'image/webp'; read: () => Promise<Uint8Array> }
  /** A provider offers it and nobody has fetched it; this job would. */
  | { state: 'not fetched'; download: JobRequest }
  /** Offered at an address that may not be asked; `detail` says why. */
  | { state: 'refused'; detail: string }
  /** No such artwork, or its file is gone. */
  | { state: 'absent' }
  /** What is there is no picture; `detail` says what is wrong with it. */
  | { state: 'unreadable'; detail: string }

/** Serves pictures of films, series and people. */
export interface ImageLibrary {
  image(artworkId: string, size: ImageSize, options: { signal: AbortSignal }): Promise<ServedImage>
}

/**
 * Serves artwork in the sizes of a page. A size is made when it is first asked for and kept in the store: of the thousands of pictures that a
 * scan finds, most are never looked at in most sizes, and a scan is not held up by them.
 */
export const createImageLibrary = (ports: ImageLibraryPorts): ImageLibrary => ({
  image: async (artworkId, size, { signal }) => {
    const artwork = await findArtwork(ports.db, artworkId)
    if (artwork === undefined) return { state: 'absent' }
    const width = imageWidth(artwork.type, size)
    try {
      return artwork.file === null ? await remoteImage(ports, artwork, width) : await localImage(ports, artwork, width, signal)
    } catch (error) {
      if (isImageError(error)) return { state: 'unreadable', detail: error.message }
      throw error
    }
  },
})

const remoteImage = async ({ store, resizer, rules }: ImageLibraryPorts, artwork: FoundArtwork, width: number): Promise<ServedImage> => {
  const { hash } = artwork
  if (hash === null || !(await store.has(hash))) return askFor(artwork, rules)
  return ready(
    hash,
    width,
    async () => await sized({ store, resizer }, { hash, width }, async () => (await store.read(hash)) ?? gone(hash)),
  )
}

/** A job that would be refused is not asked for. */
const askFor = (artwork: FoundArtwork, rules: UrlRules): ServedImage => {
  try {
    checkUrl(artwork.url ?? '', rules)
    return { state: 'not fetched', download: downloadOf(artwork) }
  } catch (error) {
    if (isSafeFetchError(error)) return { state: 'refused', detail: error.message }
    throw error
  }
}

const localImage = async (ports: ImageLibraryPorts, artwork: FoundArtwork, width: number, signal: AbortSignal): Promise<ServedImage> => {
  const local = artwork.file === null ? undefined : await findLocalImage(artwork.file, signal)
  if (artwork.file === null || local === undefined) return { state: 'absent' }
  const { rootId, folder, name } = artwork.file
  // The file was read before, and is still that one.
  const known = artwork.hash !== null && artwork.version === local.version ? artwork.hash : undefined
  const hash = known ?? (await remember(ports, local, { rootId, folder, name }))
  return ready(hash, width, async () => await sized(ports, { hash, width }, async () => await local.read()))
}

const remember = async (
  ports: ImageLibraryPorts,
  local: LocalImage,
  file: { rootId: string; folder: string; name: string },
): Promise<string> => {
  const facts = await inspectImage(await local.read())
  await storeImage(ports, facts, { source: { ...file, version: local.version } })
  return facts.hash
}

const ready = (hash: string, width: number, read: () => Promise<Uint8Array>): ServedImage => ({
  state: 'ready',
  etag: `"${hash.slice(0, 32)}-${width}"`,
  contentType: 'image/webp',
  read,
})

const sized = async (
  { store, resizer }: Pick<ImageLibraryPorts, 'store' | 'resizer'>,
  { hash, width }: { hash: string; width: number },
  original: () => Promise<Uint8Array>,
): Promise<Uint8Array> => {
  const before = await store.read(hash, width)
  if (before !== undefined) return before
  return await resizer.resize(`${hash}.${width}`, { width, read: original, keep: async (made) => await store.write(made, hash, width) })
}

const gone = (hash: string): never => {
  throw new Error(`The image ${hash} vanished from the data folder while it was served`)
}
