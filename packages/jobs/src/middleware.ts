import type { Inserted } from './client/client.ts'
import type { JobRequest } from './define/define-job.ts'
import type { JobContext } from './worker.ts'

/** A job about to be stored; what a middleware puts into `meta` travels with it to the worker. */
export interface PendingInsert {
  readonly request: JobRequest
  readonly meta: Record<string, unknown>
}

/** Runs around every insert of a batch, the first of the list outermost. */
export type InsertMiddleware = (inserts: readonly PendingInsert[], next: () => Promise<Inserted[]>) => Promise<Inserted[]>

/** Runs around every attempt, the first of the list outermost. A throw fails the attempt as the handler's own would. */
export type WorkMiddleware = (context: JobContext<Record<string, unknown>>, next: () => Promise<unknown>) => Promise<unknown>

/** What a host runs around inserts and attempts: logging context, metrics, tracing. */
export interface Middleware {
  insert?: readonly InsertMiddleware[]
  work?: readonly WorkMiddleware[]
}

/** Runs `core` inside the layers. */
export const runThrough = async <Subject, Result>(
  layers: readonly ((subject: Subject, next: () => Promise<Result>) => Promise<Result>)[],
  subject: Subject,
  core: () => Promise<Result>,
): Promise<Result> => {
  const [outer, ...inner] = layers
  return outer === undefined ? await core() : await outer(subject, async () => await runThrough(inner, subject, core))
}
