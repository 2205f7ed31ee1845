import type { Clock } from '@backlot/jobs'

/** Waits; rejects with the signal's reason when that aborts first. */
export const sleep = async (clock: Clock, ms: number, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const abort = (): void => reject(signal.reason)
  const timer = clock.setTimeout(resolve, ms)
  signal.addEventListener('abort', abort, { once: true })
  try {
    await promise
  } finally {
    clock.clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}
