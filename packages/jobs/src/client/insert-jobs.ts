import { argsToStore, type JobDefinition, type JobRequest } from '../define/define-job.ts'
import { toMilliseconds } from '../define/duration.ts'
import type { EventBus } from '../events/event-bus.ts'
import { createQueueCheck } from '../storage/check-queues.ts'
import { payloadOf } from '../storage/notify.ts'
import { runThrough, type InsertMiddleware } from '../middleware.ts'
import type { Storage } from '../storage/open-storage.ts'
import { storeJobs, type JobTerms, type JobToStore, type StoreOptions } from '../storage/store-jobs.ts'
import { executorOf, type SqlExecutor } from '../storage/transaction.ts'
import type { Inserted, InsertMany, InsertOptions } from './client.ts'
import { createId } from '../create-id.ts'
import { uniqueKey } from './unique-keys.ts'

/** A handler that ignores its signal is given up this long after its timeout; pg-boss's own expiry comes after that. */
export const stuckGraceMs = 30_000

interface Prepared extends JobToStore {
  request: JobRequest
}

/** Makes the insert of a client: validates, claims unique keys and stores a batch with one statement. */
export const createInsertMany = (storage: Storage, events: EventBus, middleware: readonly InsertMiddleware[]): InsertMany => {
  const checkQueues = createQueueCheck(storage)
  return async (requests, options = {}) => {
    if (requests.length === 0) return []
    const prepared = prepareAll(requests, options, storage.clock.now())
    const store = async (): Promise<Inserted[]> => {
      await checkQueues(prepared.map(({ terms }) => terms.queue))
      return await insertPrepared(options.tx === undefined ? storage : executorOf(options.tx), prepared, options, storage.clock.now())
    }
    const answers = await runThrough(middleware, prepared, store)
    for (const { id, kind, queue, duplicate } of answers) {
      if (!duplicate) events.emit({ type: 'job.inserted', id, kind, queue, attempt: 0 })
    }
    return answers
  }
}

const prepareAll = (requests: readonly JobRequest[], options: InsertOptions, now: number): Prepared[] => {
  const byDefinition = new Map<JobDefinition, JobTerms>()
  const termsOf = (request: JobRequest): JobTerms => {
    const known = byDefinition.get(request.definition)
    // A request may be of an older name of its kind.
    if (known?.kind === request.kind) return known
    const terms = termsFor(request, options)
    byDefinition.set(request.definition, terms)
    return terms
  }
  return requests.map((request) => {
    const terms = termsOf(request)
    const args = argsToStore(request)
    const key = terms.unique === undefined ? undefined : uniqueKey(request.kind, args, terms.unique)
    return { id: createId(now), request, terms, args, key, meta: {} }
  })
}

const termsFor = ({ kind, definition }: JobRequest, options: InsertOptions): JobTerms => {
  const timeoutMs = options.timeout === undefined ? definition.timeoutMs : toMilliseconds(options.timeout)
  return {
    queue: definition.queue,
    kind,
    version: definition.version,
    priority: options.priority ?? definition.priority,
    retryLimit: (options.maxAttempts ?? definition.maxAttempts) - 1,
    expireInSeconds: Math.ceil((timeoutMs + 2 * stuckGraceMs) / 1_000),
    unique: options.unique === false ? undefined : (options.unique ?? definition.unique),
  }
}

const insertPrepared = async (db: SqlExecutor, prepared: readonly Prepared[], options: InsertOptions, now: number): Promise<Inserted[]> => {
  for (const { meta } of prepared) noteOptions(meta, options)
  const firsts = firstsOfRepeats(prepared)
  const own = firsts.size === 0 ? prepared : prepared.filter(({ id }) => !firsts.has(id))
  // Also where all are duplicates: those that keep them out were passed by fetches while this transaction had them locked.
  const queues = new Set(own.map(({ terms }) => terms.queue))
  const inMs = waitMs(options, now)
  const wakes = [...queues].map((queue) => (inMs === undefined ? queue : payloadOf({ type: 'due', queue, inMs })))
  const holders = await storeJobs(db, own, { startAfter: startOf(options), wakes })
  return prepared.map(({ id, terms: { kind, queue } }) => {
    const first = firsts.get(id)
    const holder = first === undefined ? holders.get(id) : (holders.get(first) ?? first)
    return { id: holder ?? id, kind, queue, duplicate: holder !== undefined }
  })
}

/** By the id of each job that repeats an earlier one of the batch, that one's. */
const firstsOfRepeats = (prepared: readonly Prepared[]): Map<string, string> => {
  const byKey = new Map<string, string>()
  const firsts = new Map<string, string>()
  for (const { id, key } of prepared) {
    if (key === undefined) continue
    const first = byKey.get(key)
    if (first === undefined) byKey.set(key, id)
    else firsts.set(id, first)
  }
  return firsts
}

/** What the worker has to know of how this insert departs from the definition. */
const noteOptions = (meta: Record<string, unknown>, { timeout, maxAttempts }: InsertOptions): void => {
  if (timeout !== undefined) meta['timeoutMs'] = toMilliseconds(timeout)
  if (maxAttempts !== undefined) meta['maxAttempts'] = maxAttempts
}

const startOf = ({ delay, runAt }: InsertOptions): StoreOptions['startAfter'] => runAt ?? (delay === undefined ? 0 : toMilliseconds(delay))

/** How long the job waits before its time, when it was given one. */
const waitMs = ({ delay, runAt }: InsertOptions, now: number): number | undefined => {
  if (runAt !== undefined) return Math.max(0, runAt.getTime() - now)
  return delay === undefined ? undefined : toMilliseconds(delay)
}
