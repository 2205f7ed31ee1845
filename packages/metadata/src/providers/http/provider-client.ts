import { systemClock, type Clock } from '@backlot/jobs'
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel'
import pThrottle from 'p-throttle'
import type { z } from 'zod'
import { untilAborted } from '../../until-aborted.ts'
import { isProviderError, ProviderError } from '../provider-error.ts'
import { turnSlack, type ProviderRate, type ProviderTurns } from '../provider-turns.ts'
import { readAnswer, type Answer } from './read-answer.ts'

/** A provider's API, and what it bears. */
export interface ProviderClientOptions {
  /** `tmdb` */
  provider: string
  /** What people call it: `TMDb`. */
  label: string
  /** Where its API begins, without a slash at the end. */
  url: string
  headers?: Record<string, string>
  /** At most so many requests in any such time: for all who share the turns, else for the whole process. */
  rate: ProviderRate
  /** Shared with other processes. */
  turns?: ProviderTurns
  /** Whether redirects are followed; not where a key goes along, which is for nobody else. Default `error`. */
  redirect?: 'follow' | 'error'
  /** What to check when it refuses our key: the name of a setting. */
  keySetting?: string
  /** How long an answer may take. */
  timeoutMs?: number
  /** How large an answer may be, unpacked. */
  maxBytes?: number
  /** How long nothing is asked after several failures in a row. */
  restMs?: number
  clock?: Clock
}

/** One question. */
export interface ProviderQuestion<Schema extends z.ZodType> {
  /** Below the API's address: `/movie/603`. */
  path: string
  query?: Record<string, string | number | undefined>
  /** What of the answer is read. */
  schema: Schema
  /** What is asked for, in words: `the film 603`. */
  what: string
  /** The tag of the answer that is known. */
  etag?: string | undefined
  signal: AbortSignal
}

/** What came back: the parsed answer and its tag, or that the known one still holds. */
export type ProviderAnswer<Data> = { changed: true; data: Data; etag: string | undefined } | { changed: false }

/** Asks a provider. Rejects with a ProviderError, or with the reason of the signal. */
export type AskProvider = <Schema extends z.ZodType>(question: ProviderQuestion<Schema>) => Promise<ProviderAnswer<z.output<Schema>>>

/** After so many failures in a row a provider is left alone for a while. */
const failuresInARow = 5
/** Who lost so many turns goes without one. */
const mostLost = 5

/**
 * Makes the one way to a provider: never more requests than it bears, none while it asked for a pause or failed several
 * times in a row, an end to every wait, and no answer larger than is believable. Failures are ProviderErrors.
 */
export const createProviderClient = (options: ProviderClientOptions): AskProvider => {
  const { provider, label, rate, turns, clock = systemClock, restMs = 30_000 } = options
  const breaker = circuitBreaker(
    handleWhen((error) => isProviderError(error, 'unavailable')),
    { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failuresInARow) },
  )
  let pausedUntil = 0
  const checkPause = (retryAfterMs = pausedUntil - clock.now()): void => {
    if (retryAfterMs > 0) throw new ProviderError(provider, 'limited', { message: `${label} asked for a pause`, retryAfterMs })
  }
  const pause = async (ms: number): Promise<void> => {
    pausedUntil = Math.max(pausedUntil, clock.now() + ms)
    await turns?.pause(provider, ms)
  }
  const request = async <Schema extends z.ZodType>(question: ProviderQuestion<Schema>): Promise<Answer> => {
    question.signal.throwIfAborted()
    checkPause()
    try {
      return await breaker.execute(async () => await readAnswer(options, question))
    } catch (error) {
      if (isProviderError(error, 'limited')) await pause(error.retryAfterMs ?? 0)
      if (!(error instanceof BrokenCircuitError)) throw error
      throw new ProviderError(provider, 'unavailable', {
        message: `${label} failed several times in a row and is left alone`,
        retryAfterMs: restMs,
      })
    }
  }
  const inTurn = async (question: ProviderQuestion<z.ZodType>, shared: ProviderTurns, lost = 0): Promise<Answer> => {
    const asked = clock.now()
    const turn = await shared.take(provider, rate)
    checkPause(turn.pausedMs)
    const { waitMs = 0 } = turn
    const begun = Promise.withResolvers<void>()
    const timer = clock.setTimeout(begun.resolve, waitMs)
    try {
      await untilAborted(begun.promise, question.signal)
    } finally {
      clock.clearTimeout(timer)
    }
    // On a machine that is too busy several would go at once: who comes too late for a turn takes another. The way there may be slow, too.
    const isLate = clock.now() - asked - waitMs > (turnSlack / 2) * rate.intervalMs
    return isLate && lost < mostLost ? await inTurn(question, shared, lost + 1) : await request(question)
  }
  const throttled = pThrottle({ limit: rate.limit, interval: rate.intervalMs, strict: true })(request)

  return async (question) => {
    question.signal.throwIfAborted()
    checkPause()
    const answer = await untilAborted<Answer>(turns === undefined ? throttled(question) : inTurn(question, turns), question.signal)
    if (!answer.changed) return answer
    const parsed = question.schema.safeParse(answer.body)
    if (parsed.success) return { changed: true, data: parsed.data, etag: answer.etag }
    const [issue] = parsed.error.issues
    const where = issue === undefined ? '' : `: ${issue.path.join('.')} ${issue.message}`
    throw new ProviderError(provider, 'unreadable', { message: `${label} answered for ${question.what} with something else${where}` })
  }
}
