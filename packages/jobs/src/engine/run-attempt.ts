import { abortReasonOf } from '../abort-reason.ts'
import { exponentialBackoff } from '../backoff.ts'
import { checkpointsOf } from '../checkpoints/checkpoints.ts'
import { runThrough, type WorkMiddleware } from '../middleware.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { Client } from '../client/client.ts'
import type { Clock } from '../clock.ts'
import type { JobDefinition } from '../define/define-job.ts'
import { formatDuration } from '../define/duration.ts'
import type { EventBus } from '../events/event-bus.ts'
import type { ProgressWriter } from '../progress/progress-writer.ts'
import type { JobData } from '../storage/job-data.ts'
import type { JobContext, Worker } from '../worker.ts'
import type { JobLogWriter } from './job-log-writer.ts'
import { outcomeOfReturn, outcomeOfThrow, type Outcome } from './outcome.ts'
import type { RunningJob } from './running-job.ts'

export interface AttemptDeps {
  clock: Clock
  client: Client
  events: EventBus
  progress: ProgressWriter
  logs: JobLogWriter
  storage: SqlExecutor
  middleware: readonly WorkMiddleware[]
  /** How long a handler may ignore its aborted signal, in milliseconds. */
  stuckGraceMs: number
}

/**
 * Runs one attempt of a job to its outcome: args through the schema, the handler under its timeout, and what it
 * returned or threw as a decision about the job. Never throws. A handler that ignores its signal for 30 s is given up:
 * its slot frees, `job.stuck` tells of it.
 */
export const runAttempt = async (deps: AttemptDeps, job: RunningJob, { definition, handler }: Worker): Promise<Outcome> => {
  const { claim, kind, attempt, signal } = job
  const { clock, events, client, progress } = deps
  const { meta } = claim.data
  const maxAttempts = typeof meta['maxAttempts'] === 'number' ? meta['maxAttempts'] : definition.maxAttempts
  const about = { id: claim.id, kind, queue: claim.queue, attempt }
  const timeoutMs = typeof meta['timeoutMs'] === 'number' ? meta['timeoutMs'] : definition.timeoutMs
  const timer = clock.setTimeout(() => job.abort('timeout', `${kind} ran longer than ${formatDuration(timeoutMs)}`), timeoutMs)
  const onStuck = (): void => {
    events.emit({ type: 'job.stuck', ...about })
    deps.logs.logOf(job).warn('The handler ignores its aborted signal and is given up; it may still be running')
  }
  try {
    // It may have been cancelled, or lost, while it waited for a slot.
    signal.throwIfAborted()
    events.emit({ type: 'job.started', ...about })
    const context: JobContext<never> = {
      ...checkpointsOf(deps.storage, claim.id),
      id: claim.id,
      kind,
      meta,
      args: readArgs(definition, claim.data) as never,
      attempt,
      maxAttempts,
      signal,
      progress: (report) => progress.report(about, report),
      log: deps.logs.logOf(job),
      insert: client.insert,
      insertMany: client.insertMany,
    }
    const running = runThrough(deps.middleware, context, async () => await handler(context))
    return outcomeOfReturn(await orGivenUp({ clock, signal, graceMs: deps.stuckGraceMs }, onStuck, running))
  } catch (thrown) {
    return outcomeOfThrow(thrown, { attempt, maxAttempts, signal, cancelRequested: job.cancelRequested, backoff: exponentialBackoff })
  } finally {
    clock.clearTimeout(timer)
  }
}

/** Stored args as today's schema reads them, after the definition's upgrade when an older version stored them. */
const readArgs = ({ parse, version, upgrade }: JobDefinition, data: JobData): Record<string, unknown> =>
  parse(data.version < version && upgrade !== undefined ? upgrade(data.args, data.version) : data.args)

/** The handler's result; or a throw of the signal's reason, when it does not end within the grace after an abort. */
const orGivenUp = async <T>(
  { clock, signal, graceMs }: { clock: Clock; signal: AbortSignal; graceMs: number },
  onStuck: () => void,
  running: Promise<T>,
): Promise<T> => {
  let graceTimer: unknown
  let onAbort = (): void => {}
  const givenUp = new Promise<never>((_, reject) => {
    onAbort = () => {
      // A stopping host does not wait: it gives the job back at the end of its own patience.
      const patienceMs = abortReasonOf(signal.reason)?.type === 'shutdown' ? Math.min(2_000, graceMs) : graceMs
      graceTimer = clock.setTimeout(() => {
        onStuck()
        reject(signal.reason)
      }, patienceMs)
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([running, givenUp])
  } finally {
    clock.clearTimeout(graceTimer)
    signal.removeEventListener('abort', onAbort)
  }
}
