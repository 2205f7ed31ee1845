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
import type { Deadlines } from './deadlines.ts'
import type { JobLogWriter } from './job-log-writer.ts'
import { outcomeOfReturn, outcomeOfThrow, type Outcome } from './outcome.ts'
import type { RunningJob } from './running-job.ts'

export interface AttemptDeps {
  clock: Clock
  deadlines: Deadlines
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
  const { claim, kind, attempt } = job
  const { clock, deadlines, events, client, progress } = deps
  const { meta } = claim.data
  const maxAttempts = typeof meta['maxAttempts'] === 'number' ? meta['maxAttempts'] : definition.maxAttempts
  const about = { id: claim.id, kind, queue: claim.queue, attempt }
  const timeoutMs = typeof meta['timeoutMs'] === 'number' ? meta['timeoutMs'] : definition.timeoutMs
  const callOff = deadlines.at(clock.now() + timeoutMs, () => job.abort('timeout', `${kind} ran longer than ${formatDuration(timeoutMs)}`))
  try {
    // It may have been cancelled, or lost, while it waited for a slot.
    if (job.abortReason !== undefined) throw job.abortReason
    events.emit({ type: 'job.started', ...about })
    const { step, loadCursor, saveCursor } = checkpointsOf(deps.storage, claim.id)
    // Plain properties alone: with a getter or a spread, V8 makes a dictionary of each, ten times as large.
    const context: JobContext<never> = {
      step,
      loadCursor,
      saveCursor,
      id: claim.id,
      kind,
      meta,
      args: readArgs(definition, claim.data) as never,
      attempt,
      maxAttempts,
      signal: job.signal,
      progress: (report) => progress.report(about, report),
      log: deps.logs.logOf(job),
      insert: client.insert,
      insertMany: client.insertMany,
    }
    const { middleware } = deps
    const running = middleware.length === 0 ? handler(context) : runThrough(middleware, context, async () => await handler(context))
    return outcomeOfReturn(await orGivenUp(deps, job, running))
  } catch (thrown) {
    const { abortReason, cancelRequested } = job
    return outcomeOfThrow(thrown, { attempt, maxAttempts, abortReason, cancelRequested, backoff: exponentialBackoff, now: clock.now() })
  } finally {
    callOff()
  }
}

/** Stored args as today's schema reads them, after the definition's upgrade when an older version stored them. */
const readArgs = ({ parse, version, upgrade }: JobDefinition, data: JobData): Record<string, unknown> =>
  parse(data.version < version && upgrade !== undefined ? upgrade(data.args, data.version) : data.args)

/** The handler's result; or a throw of the signal's reason, when it does not end within the grace after an abort. */
const orGivenUp = async <T>(deps: AttemptDeps, job: RunningJob, running: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    running.then(resolve, reject)
    job.onAbort((reason) => {
      // A stopping host does not wait: it gives the job back at the end of its own patience.
      const patienceMs = reason.type === 'shutdown' ? Math.min(2_000, deps.stuckGraceMs) : deps.stuckGraceMs
      const callOff = deps.deadlines.at(deps.clock.now() + patienceMs, () => {
        tellStuck(deps, job)
        reject(reason)
      })
      running.then(callOff, callOff)
    })
  })

const tellStuck = ({ events, logs }: AttemptDeps, job: RunningJob): void => {
  events.emit({ type: 'job.stuck', id: job.claim.id, kind: job.kind, queue: job.claim.queue, attempt: job.attempt })
  logs.logOf(job).warn('The handler ignores its aborted signal and is given up; it may still be running')
}
