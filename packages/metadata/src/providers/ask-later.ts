import { PermanentError, snooze, type Decision, type JobContext } from '@backlot/jobs'
import { isProviderError } from './provider-error.ts'

/** How long a job waits for a provider that does not say when it is back. */
const unavailableMs = 60_000

/**
 * Makes a handler that asks providers behave as the job core wants it, whatever the provider does: a provider that is
 * limited or out of reach snoozes the job, which spends no attempt; what a provider does not have, or a key that it
 * refuses, fails it for good; an answer that makes no sense is an ordinary failure and is tried again.
 */
export const askLater =
  <Args>(
    handler: (context: JobContext<Args>) => Promise<Decision | object | void>,
  ): ((context: JobContext<Args>) => Promise<Decision | object | void>) =>
  async (context) => {
    try {
      return await handler(context)
    } catch (error) {
      if (isProviderError(error)) context.log.warn(error.message, { provider: error.provider, problem: error.problem })
      return decisionFor(error)
    }
  }

/** The decision for a failure: a snooze where the provider is to be asked later; else it throws what the job core understands. */
export const decisionFor = (error: unknown): Decision => {
  if (isProviderError(error, 'limited', 'unavailable')) return snooze(Math.max(1_000, error.retryAfterMs ?? unavailableMs))
  if (isProviderError(error, 'not found', 'unauthorised')) throw new PermanentError(error.message, { cause: error })
  throw error
}
