import { parentPort } from 'node:worker_threads'
import { openRegularFile } from '../open-regular-file.ts'
import type { MediaFacts } from './media-facts.ts'
import { readTracks } from './read-tracks.ts'
import type { MediaContainer } from './sniff-container.ts'

/** What the worker is asked: to look into a file that is known to be of that container. */
export interface TrackRequest {
  path: string
  container: MediaContainer
}

// One file at a time. Whoever asks sets the time limit, and ends the worker when it is over.
parentPort?.on('message', (request: TrackRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's, this is a thread's
  void answer(request).then((facts) => parentPort?.postMessage(facts))
})

async function answer({ path, container }: TrackRequest): Promise<MediaFacts> {
  try {
    const file = await openRegularFile(path, { signal: new AbortController().signal })
    if (!file) return { readable: false, reason: 'not a file', detail: `${path} is not an ordinary file.` }
    try {
      return await readTracks({ path, file, container })
    } finally {
      await file.handle.close()
    }
  } catch (error) {
    return { readable: false, reason: 'read error', detail: `${path} could not be read: ${String(error)}` }
  }
}
