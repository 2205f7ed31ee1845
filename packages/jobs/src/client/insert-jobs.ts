import { argsToStore, type JobDefinition, type JobRequest } from '../define/define-job.ts'
import { toMilliseconds } from '../define/duration.ts'
import type { Unique } from '../define/unique.ts'
import type { EventBus } from '../events/event-bus.ts'
import { createQueueCheck } from '../storage/check-queues.ts'
import { notify, notifyQueues } from '../storage/notify.ts'
import { runThrough, type InsertMiddleware } from '../middleware.ts'
import type { Storage } from '../storage/open-storage.ts'
import { createMessage } from '../storage/one-message.ts'
import { storeJobs, type JobTerms, type JobToStore, type StartAfter } from '../storage/store-jobs.ts'
import { executorOf, type SqlExecutor } from '../storage/transaction.ts'
import type { Inserted, InsertMany, InsertOptions } from './client.ts'
import { createJobId } from './job-id.ts'
import { claimKeys, uniqueKey, type KeyClaim } from './unique-keys.ts'

/** A handler that ignores its signal is given up this long after its timeout; pg-boss's own expiry comes after that. */
export const stuckGraceMs = 30_000

interface Prepared extends JobToStore {
  request: JobRequest
  unique: Unique | undefined
}

/** Makes the insert of a client: validates, claims unique keys, stores a batch with one statement. */
export const createInsertMany = (storage: Storage, events: EventBus, middleware: readonly InsertMiddleware[]): InsertMany => {
  const checkQueues = createQueueCheck(storage)
  return async (requests, options = {}) => {
    const prepared = prepareAll(requests, options, storage.clock.now())
    const insert = async (db: SqlExecutor): Promise<Inserted[]> => {
      const message = createMessage(db)
      const answers = await insertPrepared(storage, { read: db, write: message }, prepared, options)
      await message.send()
      return answers
    }
    const store = async (): Promise<Inserted[]> => {
      await checkQueues(prepared.map(({ terms }) => terms.queue))
      if (options.tx !== undefined) {
        const tx = executorOf(options.tx)
        return await insertPrepared(storage, { read: tx, write: tx }, prepared, options)
      }
      return prepared.some(({ unique }) => unique !== undefined) ? await storage.transaction(insert) : await insert(storage)
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
  return requests.map((request) => ({
    id: createJobId(now),
    request,
    terms: termsOf(request),
    args: argsToStore(request),
    unique: options.unique === false ? undefined : (options.unique ?? request.definition.unique),
    meta: {},
  }))
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
  }
}

const insertPrepared = async (
  storage: Storage,
  { read, write: db }: { read: SqlExecutor; write: SqlExecutor },
  prepared: readonly Prepared[],
  options: InsertOptions,
): Promise<Inserted[]> => {
  const holders = await findDuplicates(read, prepared)
  const fresh = holders.size === 0 ? prepared : prepared.filter(({ id }) => !holders.has(id))
  const woken = new Set<string>()
  if (fresh.length > 0) {
    for (const { meta } of fresh) noteOptions(meta, options)
    await storeJobs(db, fresh, startOf(options))
    const queues = new Set(fresh.map(({ terms }) => terms.queue))
    const inMs = waitMs(options, storage.clock.now())
    for (const queue of queues) {
      if (inMs === undefined) woken.add(queue)
      else await notify(db, { type: 'due', queue, inMs })
    }
  }
  // Those that keep a job out were passed by fetches while this transaction had them locked.
  for (const { id, unique, terms } of prepared) if (unique?.while === 'queued' && holders.has(id)) woken.add(terms.queue)
  await notifyQueues(db, woken)
  return prepared.map(({ id, terms: { kind, queue } }) => {
    const holder = holders.get(id)
    return { id: holder ?? id, kind, queue, duplicate: holder !== undefined }
  })
}

/** By the id of each duplicate, the job that it would repeat: an earlier one of the batch, or one that is stored. */
const findDuplicates = async (db: SqlExecutor, prepared: readonly Prepared[]): Promise<Map<string, string>> => {
  const claims = new Map<string, KeyClaim>()
  const repeats: { id: string; first: string }[] = []
  for (const { id, request, args, unique } of prepared) {
    if (unique === undefined) continue
    const key = uniqueKey(request.kind, args, unique)
    const first = claims.get(key)
    if (first === undefined) claims.set(key, { id, kind: request.kind, key, unique })
    else repeats.push({ id, first: first.id })
  }
  if (claims.size === 0) return new Map()
  const holders = await claimKeys(db, [...claims.values()])
  for (const { id, first } of repeats) holders.set(id, holders.get(first) ?? first)
  return holders
}

/** What the worker has to know of how this insert departs from the definition. */
const noteOptions = (meta: Record<string, unknown>, { timeout, maxAttempts }: InsertOptions): void => {
  if (timeout !== undefined) meta['timeoutMs'] = toMilliseconds(timeout)
  if (maxAttempts !== undefined) meta['maxAttempts'] = maxAttempts
}

const startOf = ({ delay, runAt }: InsertOptions): StartAfter => runAt ?? (delay === undefined ? 0 : toMilliseconds(delay))

/** How long the job waits before its time, when it was given one. */
const waitMs = ({ delay, runAt }: InsertOptions, now: number): number | undefined => {
  if (runAt !== undefined) return Math.max(0, runAt.getTime() - now)
  return delay === undefined ? undefined : toMilliseconds(delay)
}
