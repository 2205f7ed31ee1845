import { argsToStore, type JobRequest } from '../define/define-job.ts'
import { toMilliseconds } from '../define/duration.ts'
import type { Unique } from '../define/unique.ts'
import type { EventBus } from '../events/event-bus.ts'
import { notify, notifyQueue } from '../storage/notify.ts'
import { runThrough, type InsertMiddleware } from '../middleware.ts'
import type { JobData } from '../storage/job-data.ts'
import type { Storage } from '../storage/open-storage.ts'
import { createMessage } from '../storage/one-message.ts'
import { executorOf, type SqlExecutor } from '../storage/transaction.ts'
import type { Inserted, InsertMany, InsertOptions } from './client.ts'
import { createJobId } from './job-id.ts'
import { claimKeys, uniqueKey, type KeyClaim } from './unique-keys.ts'

/** A handler that ignores its signal is given up this long after its timeout; pg-boss's own expiry comes after that. */
export const stuckGraceMs = 30_000

interface Prepared {
  id: string
  request: JobRequest
  args: Record<string, unknown>
  unique: Unique | undefined
  meta: Record<string, unknown>
}

/** Makes the insert of a client: validates, claims unique keys, stores a batch with one statement a queue. */
export const createInsertMany =
  (storage: Storage, events: EventBus, middleware: readonly InsertMiddleware[]): InsertMany =>
  async (requests, options = {}) => {
    const now = storage.clock.now()
    const prepared = requests.map((request) => prepare(request, options, now))
    const insert = async (db: SqlExecutor): Promise<Inserted[]> => {
      const message = createMessage(db)
      const answers = await insertPrepared(storage, { read: db, write: message }, prepared, options)
      await message.send()
      return answers
    }
    const store = async (): Promise<Inserted[]> => {
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

const prepare = (request: JobRequest, options: InsertOptions, now: number): Prepared => {
  const { unique } = request.definition
  return {
    id: createJobId(now),
    request,
    args: argsToStore(request),
    unique: options.unique === false ? undefined : (options.unique ?? unique),
    meta: {},
  }
}

const insertPrepared = async (
  storage: Storage,
  { read, write: db }: { read: SqlExecutor; write: SqlExecutor },
  prepared: readonly Prepared[],
  options: InsertOptions,
): Promise<Inserted[]> => {
  const holders = await findDuplicates(read, prepared)
  const fresh = prepared.filter(({ id }) => !holders.has(id))
  for (const [queue, jobs] of Map.groupBy(fresh, ({ request }) => request.definition.queue)) {
    await storage.boss.insert(
      queue,
      jobs.map((job) => toRow(job, options)),
      { db },
    )
    const inMs = waitMs(options, storage.clock.now())
    if (inMs !== undefined) await notify(db, { type: 'due', queue, inMs })
  }
  // Those that keep a job out were passed by fetches while this transaction had them locked.
  const passedBy = prepared.filter(({ id, unique }) => holders.has(id) && unique?.while === 'queued')
  for (const queue of new Set(passedBy.map(({ request }) => request.definition.queue))) await notifyQueue(db, queue)
  return prepared.map(({ id, request: { kind, definition } }) => {
    const holder = holders.get(id)
    return { id: holder ?? id, kind, queue: definition.queue, duplicate: holder !== undefined }
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

const toRow = ({ id, request: { kind, definition }, args, meta }: Prepared, options: InsertOptions) => {
  const data: JobData = { kind, version: definition.version, args, meta }
  const priority = options.priority ?? definition.priority
  const timeoutMs = options.timeout === undefined ? definition.timeoutMs : toMilliseconds(options.timeout)
  if (options.timeout !== undefined) data.meta['timeoutMs'] = timeoutMs
  if (options.maxAttempts !== undefined) data.meta['maxAttempts'] = options.maxAttempts
  return {
    id,
    data,
    group: { id: kind },
    ...(priority === 0 ? {} : { priority }),
    retryLimit: (options.maxAttempts ?? definition.maxAttempts) - 1,
    expireInSeconds: Math.ceil((timeoutMs + 2 * stuckGraceMs) / 1_000),
    ...startOf(options),
  }
}

const startOf = ({ delay, runAt }: InsertOptions): { startAfter?: string } => {
  if (runAt !== undefined) return { startAfter: runAt.toISOString() }
  return delay === undefined ? {} : { startAfter: `${toMilliseconds(delay)} milliseconds` }
}

/** How long the job waits before its time, when it was given one. */
const waitMs = ({ delay, runAt }: InsertOptions, now: number): number | undefined => {
  if (runAt !== undefined) return Math.max(0, runAt.getTime() - now)
  return delay === undefined ? undefined : toMilliseconds(delay)
}
