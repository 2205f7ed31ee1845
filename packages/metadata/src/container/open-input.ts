import { CustomSource, Input, Logging, LogLevel, MATROSKA, MP4, MPEG_TS, OGG, QTFF, WEBM } from 'mediabunny'
import type { InputFormat } from 'mediabunny'
import type { RegularFile } from '../open-regular-file.ts'
import type { MediaContainer } from './sniff-container.ts'

const FORMATS: Partial<Record<MediaContainer, readonly InputFormat[]>> = {
  matroska: [MATROSKA, WEBM],
  webm: [WEBM, MATROSKA],
  mp4: [MP4, QTFF],
  mov: [QTFF, MP4],
  'mpeg-ts': [MPEG_TS],
  ogg: [OGG],
}

const MAX_BYTES = 64 * 1024 * 1024
const CACHE_BYTES = 8 * 1024 * 1024

// What it would print is about single files, which have their problem rows.
Logging.level = LogLevel.Silent

/**
 * Opens a file for mediabunny on the handle that is open already. Reads nothing yet. Reading fails after 64 MB: a header that wants
 * more is not one. The caller disposes of the input, then closes the handle.
 */
export function openInput(file: RegularFile, container: MediaContainer): Input {
  let bytesLeft = MAX_BYTES
  const source = new CustomSource({
    getSize: () => file.size,
    read: async (start, end) => {
      bytesLeft -= end - start
      if (bytesLeft < 0) throw new RangeError(`its header wants more than ${MAX_BYTES / 1024 / 1024} MB`)
      const bytes = new Uint8Array(end - start)
      const { bytesRead } = await file.handle.read(bytes, 0, bytes.length, start)
      return bytes.subarray(0, bytesRead)
    },
    maxCacheSize: CACHE_BYTES,
    prefetchProfile: 'fileSystem',
    // A read that fails while nobody waits for it is of no interest; without this it would end the process.
    handleUnhandledError: () => {},
  })
  return new Input({ source, formats: [...(FORMATS[container] ?? [])] })
}
