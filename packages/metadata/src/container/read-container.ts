import { closeQuietly, openRegularFile } from '../open-regular-file.ts'
import type { RegularFile } from '../open-regular-file.ts'
import { untilAborted } from '../until-aborted.ts'
import type { MediaFacts, MediaProbe, UnreadableMedia, UnreadableReason } from './media-facts.ts'
import { canLookInto, SNIFF_BYTES, sniffContainer } from './sniff-container.ts'
import type { MediaContainer } from './sniff-container.ts'
import { readTracksApart } from './track-workers.ts'

const DEFAULT_TIMEOUT_MS = 10_000

/**
 * Reads a video file's facts from its header. The first kilobyte decides whether it is a video at all, so a file that is none costs one
 * small read; what is one is looked into in a thread of its own. Never hangs and never fails because of what is in the file: a pipe,
 * garbage, a truncated or missing file and one that is not done within `timeoutMs` (10 seconds unless told) all resolve with
 * `readable: false` and the reason. Rejects with the signal's reason when it aborts. Reads at most 64 MB.
 */
export async function readContainer(path: string, options: { signal: AbortSignal; timeoutMs?: number }): Promise<MediaFacts> {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = options
  signal.throwIfAborted()
  let container: MediaContainer | UnreadableMedia | undefined
  try {
    container = await sniffFile(path, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]))
    if (typeof container !== 'string') return container
    if (canLookInto(container)) return await readTracksApart({ path, container }, { signal, timeoutMs })
    return { readable: true, container, video: [], audio: [], subtitles: [], tags: {} }
  } catch (error) {
    signal.throwIfAborted()
    const reason = reasonOf(error)
    const detail = reason === 'too slow' ? `was not read within ${timeoutMs / 1000} seconds` : `could not be read: ${String(error)}`
    const found = unreadable(reason, `${path} ${detail}.`)
    return typeof container === 'string' && (reason === 'too slow' || reason === 'damaged') ? { ...found, container } : found
  }
}

/** {@link readContainer} as a {@link MediaProbe}, with one time limit for all files. */
export function createContainerProbe(options: { timeoutMs?: number } = {}): MediaProbe {
  return { probe: (path, { signal }) => readContainer(path, { ...options, signal }) }
}

async function sniffFile(path: string, signal: AbortSignal): Promise<MediaContainer | UnreadableMedia> {
  const file = await openRegularFile(path, { signal })
  if (!file) return unreadable('not a file', `${path} is not an ordinary file.`)
  try {
    return await untilAborted(sniff(path, file), signal)
  } finally {
    closeQuietly(file.handle)
  }
}

async function sniff(path: string, file: RegularFile): Promise<MediaContainer | UnreadableMedia> {
  if (file.size === 0) return unreadable('empty file', `${path} is empty.`)
  const start = new Uint8Array(Math.min(SNIFF_BYTES, file.size))
  const { bytesRead } = await file.handle.read(start, 0, start.length, 0)
  const container = sniffContainer(start.subarray(0, bytesRead))
  if (container) return container
  const detail = start.every((byte) => byte === 0) ? 'begins with zeros, like a download that has not got there yet' : 'is not a video'
  return unreadable('not a media file', `${path} ${detail}.`)
}

function unreadable(reason: UnreadableReason, detail: string): UnreadableMedia {
  return { readable: false, reason, detail }
}

function reasonOf(error: unknown): UnreadableReason {
  if (error instanceof Error && error.name === 'TimeoutError') return 'too slow'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
  if (code === 'EACCES' || code === 'EPERM') return 'no permission'
  // A header that asks for more memory than there is ends the thread.
  return code.startsWith('ERR_WORKER') ? 'damaged' : 'read error'
}
