import { PermanentError, snooze, systemClock, worker, type Decision, type JobLog, type Worker } from '@backlot/jobs'
import { downloadImage } from '@backlot/metadata-args'
import { isSafeFetchError, type SafeFetch, type SafeResponse } from '@backlot/safe-fetch'
import { sql, type Kysely } from 'kysely'
import { ensureArtwork } from './ensure-artwork.ts'
import { isImageError } from './image-error.ts'
import type { ImageStore } from './image-store.ts'
import type { ImagesDatabase } from './images-database.ts'
import { inspectImage, type ImageFacts } from './inspect-image.ts'
import { storeImage } from './store-image.ts'

/** What fetching images needs of the program around it. */
export interface ImagePorts {
  db: Kysely<ImagesDatabase>
  store: ImageStore
  /** Fetches from the hosts that are allowed to serve images, at most 10 MB. */
  fetchImage: SafeFetch
}

/** Addresses of pictures are not long; a longer one could not be stored. */
const maxAddress = 2_000
/** Providers give a changed picture another address; others are asked again, whether theirs changed, after this time. */
const freshDays = 30
const defaultPauseMs = 60_000
const maxPauseMs = 3_600_000

/**
 * Fetches one picture and stores it by its content. What is stored already is not fetched again; after thirty days its server is asked
 * whether it changed. A refusal, a picture that is gone and what is no picture are failures for good; a server that asks for a pause gets it.
 */
export const downloadImageWorker = (ports: ImagePorts): Worker =>
  worker(downloadImage, async ({ args, signal, progress, log }) => {
    const { source: url } = args
    if (url.length > maxAddress)
      throw new PermanentError(`The address of an image is longer than ${maxAddress} characters: ${url.slice(0, 80)}…`)
    await ensureArtwork(ports.db, args)
    const stored = await findStored(ports, url)
    if (stored?.fresh === true) return { ...stored.facts, fetched: false }
    progress({ phase: 'fetching', message: url })
    const headers = { accept: 'image/*', ...(stored === undefined || stored.version === '' ? {} : { 'if-none-match': stored.version }) }
    const response = await ports.fetchImage(url, { headers, signal }).catch(permanently)
    if (response.status === 304 && stored !== undefined) {
      await sql`update backlot.image_sources set checked_at = now() where url = ${url}`.execute(ports.db)
      return { ...stored.facts, fetched: false }
    }
    if (response.status !== 200) return refusal(url, response, log)
    const facts = await inspectImage(response.bytes).catch((error: unknown) => {
      if (isImageError(error)) throw new PermanentError(`What ${url} gave is not taken: ${error.message}.`, { cause: error })
      throw error
    })
    signal.throwIfAborted()
    const { etag } = response.headers
    await storeImage(ports, facts, { source: { url, version: typeof etag === 'string' ? etag : '' }, keep: response.bytes })
    return { ...facts, fetched: true }
  })

interface Stored {
  facts: ImageFacts
  version: string
  fresh: boolean
}

const findStored = async ({ db, store }: ImagePorts, url: string): Promise<Stored | undefined> => {
  const { rows } = await sql<ImageFacts & { version: string; fresh: boolean }>`
    select i.hash, i.bytes, i.width, i.height, i.format, s.version, s.checked_at > now() - make_interval(days => ${freshDays}) as fresh
    from backlot.image_sources s join backlot.images i on i.hash = s.hash and i.kept where s.url = ${url}`.execute(db)
  const [row] = rows
  // The database may be of another folder, or the folder may have lost it.
  if (row === undefined || !(await store.has(row.hash))) return undefined
  const { version, fresh, ...facts } = row
  return { facts, version, fresh }
}

const permanently = (error: unknown): never => {
  const isFinal =
    isSafeFetchError(error) && (error.reason === 'refused' || error.reason === 'too large' || error.reason === 'too many redirects')
  const hint = isSafeFetchError(error) && error.reason === 'refused' ? '; hosts of images are allowed by images.allowedHosts' : ''
  if (isFinal) throw new PermanentError(error.message + hint, { cause: error })
  throw error
}

const refusal = (url: string, { status, headers }: SafeResponse, log: JobLog): Decision => {
  const message = `${url} answered ${status}`
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined)) {
    log.warn(message)
    return snooze(pauseOf(headers['retry-after']))
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) throw new PermanentError(message)
  throw new Error(message)
}

/** Seconds, or a date. */
const pauseOf = (retryAfter: string | string[] | undefined): number => {
  const text = String(retryAfter)
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - systemClock.now()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1_000), maxPauseMs) : defaultPauseMs
}
