import { Worker } from 'node:worker_threads'
import { abortReasonOf } from '../abort-reason.ts'
import { systemClock, type ClockTimer } from '../clock.ts'
import { PermanentError, RetryAfterError } from '../define/job-error.ts'
import type { JobContext } from '../worker.ts'
import type { FromThread, ThreadHandler, ToThread } from './thread-context.ts'

/** A thread that was told to stop and does not is ended after this long. */
const graceMs = 2_000

/** An idle thread is kept this long for the next job. */
const idleMs = 30_000

/** The script of a thread lies beside this one, in sources and in a build alike. */
const script = new URL(import.meta.url.endsWith('.ts') ? 'thread-main.ts' : 'thread-main.js', import.meta.url)

const idle: { thread: Worker; endTimer: ClockTimer }[] = []

/** What a thread is told of its job. */
export type ThreadJob<Args> = Pick<JobContext<Args>, 'id' | 'kind' | 'args' | 'attempt' | 'signal' | 'progress' | 'log'>

/**
 * Runs the default export of a module in a thread of its own, for work that would keep the host's own thread from its
 * heartbeats. Call it in a handler; what needs the database stays there. The job's signal reaches the thread, and ends
 * it when it does not stop: even an endless loop is really over. Rejects with what the handler threw.
 *
 * ```ts
 * worker(hashFile, async (context) => await runInThread<typeof import('./hash.ts')>(new URL('./hash.ts', import.meta.url), context))
 * ```
 */
export const runInThread = async <Module extends { default: ThreadHandler<never, unknown> }>(
  module: URL,
  { id, kind, args, attempt, signal, progress, log }: ThreadJob<Parameters<Module['default']>[0]['args']>,
): Promise<Awaited<ReturnType<Module['default']>>> => {
  signal.throwIfAborted()
  const thread = takeIdle() ?? new Worker(script)
  const say = (message: ToThread): void => thread.postMessage(message)
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const onMessage = (message: FromThread): void => {
    switch (message.type) {
      case 'progress':
        return progress(message.report)
      case 'log':
        return log[message.level](message.message, message.fields)
      case 'returned':
        return resolve(message.value)
      case 'thrown':
        return reject(signal.aborted ? signal.reason : thrownError(message))
    }
  }
  const onExit = (): void => reject(signal.aborted ? signal.reason : new Error(`The thread of ${kind} ended before its handler did`))
  let endTimer: unknown
  const onAbort = (): void => {
    const { type, message } = abortReasonOf(signal.reason) ?? { type: 'cancelled', message: String(signal.reason) }
    say({ type: 'abort', reason: { type, message } })
    endTimer = systemClock.setTimeout(() => void thread.terminate(), graceMs)
  }
  thread.ref()
  thread.on('message', onMessage).on('error', reject).on('exit', onExit)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    say({ type: 'run', module: module.href, facts: { id, kind, args, attempt } })
    const value = await promise
    return value as Awaited<ReturnType<Module['default']>>
  } finally {
    systemClock.clearTimeout(endTimer)
    signal.removeEventListener('abort', onAbort)
    thread.off('message', onMessage).off('error', reject).off('exit', onExit)
    giveBack(thread, signal)
  }
}

const thrownError = ({ error, permanent, retryAfterMs }: Extract<FromThread, { type: 'thrown' }>): unknown => {
  const message = error instanceof Error ? error.message : String(error)
  if (permanent) return new PermanentError(message, { cause: error })
  return retryAfterMs === undefined ? error : new RetryAfterError(message, retryAfterMs, { cause: error })
}

/** A thread that was aborted may still be at it, so it is not used again. An idle one does not keep the process running, nor its memory for long. */
const giveBack = (thread: Worker, signal: AbortSignal): void => {
  if (signal.aborted || idle.length >= 4) {
    void thread.terminate()
    return
  }
  thread.unref()
  const endTimer = systemClock.setTimeout(() => void thread.terminate(), idleMs) as NodeJS.Timeout
  endTimer.unref()
  const place = { thread, endTimer }
  thread.once('exit', () => {
    systemClock.clearTimeout(endTimer)
    const at = idle.indexOf(place)
    if (at >= 0) idle.splice(at, 1)
  })
  idle.push(place)
}

const takeIdle = (): Worker | undefined => {
  const place = idle.pop()
  if (place !== undefined) systemClock.clearTimeout(place.endTimer)
  return place?.thread
}
