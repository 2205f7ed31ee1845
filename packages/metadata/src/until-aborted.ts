/**
 * Waits for `work`, but no longer than the signal lets it: rejects with the signal's reason as soon as it aborts.
 * The work itself is not stopped; what it does afterwards, a failure included, is ignored. That is what a read on a dead
 * network share needs: the system call cannot be called back, the caller can still go on.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {})
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
