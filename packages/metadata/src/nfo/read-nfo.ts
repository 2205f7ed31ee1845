import { closeQuietly, openRegularFile } from '../open-regular-file.ts'
import type { RegularFile } from '../open-regular-file.ts'
import { untilAborted } from '../until-aborted.ts'
import { MAX_NFO_BYTES } from './decode-nfo-text.ts'
import { isNfoError, NfoError } from './nfo-error.ts'
import { parseMovieNfo } from './parse-movie-nfo.ts'
import type { NfoMovie } from './parse-movie-nfo.ts'

/**
 * Reads the NFO of a film from disk: {@link readNfoBytes}, then `parseMovieNfo`. Every failure is an {@link NfoError} that names the
 * path, but an abort rejects with the signal's reason.
 */
export async function readNfo(path: string, options: { signal: AbortSignal }): Promise<NfoMovie> {
  const bytes = await readNfoBytes(path, options)
  try {
    return parseMovieNfo(bytes)
  } catch (error) {
    if (!isNfoError(error)) throw error
    throw new NfoError(error.problem, `${path}: ${error.message}`, { cause: error })
  }
}

/**
 * Reads the bytes of an NFO of any kind, for the parsers of this package. A pipe or a folder under that name is refused without waiting
 * for it, and a file larger than {@link MAX_NFO_BYTES} without reading it. Rejects with an {@link NfoError} that names the path.
 */
export async function readNfoBytes(path: string, { signal }: { signal: AbortSignal }): Promise<Uint8Array> {
  try {
    const file = await openRegularFile(path, { signal })
    if (!file) throw new NfoError('not a file', `${path}: is not an ordinary file.`)
    return await readAll(path, file, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (isNfoError(error)) throw error
    throw new NfoError('unreadable', `${path}: could not be read: ${String(error)}`, {
      cause: error,
    })
  }
}

async function readAll(path: string, { handle, size }: RegularFile, signal: AbortSignal): Promise<Uint8Array> {
  try {
    if (size > MAX_NFO_BYTES) throw tooLarge(path, size)
    // One byte more than it had a moment ago shows whether it grows.
    const buffer = new Uint8Array(size + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await untilAborted(handle.read(buffer, length, buffer.length - length, length), signal)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return buffer.subarray(0, length)
  } finally {
    closeQuietly(handle)
  }
}

function tooLarge(path: string, size: number): NfoError {
  return new NfoError('too large', `${path}: is ${size} bytes large; an NFO holds a few kilobytes, and at most ${MAX_NFO_BYTES} are read.`)
}
