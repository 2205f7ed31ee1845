import { Worker } from 'node:worker_threads'
import { untilAborted } from '../until-aborted.ts'
import type { MediaFacts } from './media-facts.ts'
import type { TrackRequest } from './read-tracks-worker.ts'

const MOST_WORKERS = 2
const MAX_HEAP_MB = 128

const idle: Worker[] = []
const waiting: PromiseWithResolvers<void>[] = []
let busy = 0

/**
 * Looks into a file in a thread of its own. A damaged file can send mediabunny into a loop that never gives the thread back (1.61 does so with noise in
 * a Matroska file and with wrong counts in an MP4), and such a thread can be ended; the host's own could not. Two threads at most, started
 * when needed and kept; further files wait for their turn, which does not count towards `timeoutMs`. They do not keep a process running.
 * Rejects when either time is up: with the signal's reason, or with `AbortSignal.timeout`'s.
 */
export async function readTracksApart(request: TrackRequest, options: { signal: AbortSignal; timeoutMs: number }): Promise<MediaFacts> {
  await takeTurn(options.signal)
  try {
    return await ask(request, AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]))
  } finally {
    passTurn()
  }
}

async function takeTurn(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (busy < MOST_WORKERS) {
    busy += 1
    return
  }
  const turn = Promise.withResolvers<void>()
  waiting.push(turn)
  try {
    await untilAborted(turn.promise, signal)
  } catch (error) {
    const place = waiting.indexOf(turn)
    if (place === -1) passTurn()
    else waiting.splice(place, 1)
    throw error
  }
}

function passTurn(): void {
  const next = waiting.shift()
  if (next) next.resolve()
  else busy -= 1
}

async function ask(request: TrackRequest, signal: AbortSignal): Promise<MediaFacts> {
  const worker = idle.pop() ?? startWorker()
  const answer = Promise.withResolvers<MediaFacts>()
  const died = () => answer.reject(new Error('the thread that looked into it ended'))
  worker.once('message', answer.resolve).once('error', answer.reject).once('exit', died).ref()
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's, this is a thread's
    worker.postMessage(request)
    const facts = await untilAborted(answer.promise, signal)
    idle.push(worker)
    return facts
  } catch (error) {
    void worker.terminate()
    throw error
  } finally {
    worker.off('message', answer.resolve).off('error', answer.reject).off('exit', died).unref()
  }
}

function startWorker(): Worker {
  // The sources run as they are, the published package as JavaScript.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./read-tracks-worker.${extension}`, import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  worker.on('error', () => {})
  worker.on('exit', () => {
    const place = idle.indexOf(worker)
    if (place !== -1) idle.splice(place, 1)
  })
  return worker
}
