import { isRetryAfterError, snooze, type Decision } from '@backlot/jobs'

/**
 * Runs the work of a job that writes to the index. While the index cannot be reached the job waits and spends no attempt:
 * a search server that is away for a day must not cost what changed meanwhile.
 */
export const waitForIndex = async <Result>(
  log: { warn: (message: string) => void },
  work: () => Promise<Result>,
): Promise<Result | Decision> => {
  try {
    return await work()
  } catch (error) {
    if (!isRetryAfterError(error)) throw error
    log.warn(error.message)
    return snooze(error.retryAfterMs)
  }
}
