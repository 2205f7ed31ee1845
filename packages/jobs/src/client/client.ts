import type { JobRequest } from '../define/define-job.ts'
import type { Duration } from '../define/duration.ts'
import type { Unique } from '../define/unique.ts'
import type { Job, JobState, JobSummary } from '../job.ts'
import type { StoredProgress } from '../progress/job-progress.ts'
import type { TransactionLike } from '../storage/transaction.ts'

/** Where something is written. */
export interface WriteOptions {
  /** The caller's own transaction: what is written is there, and told to the hosts, when that commits. */
  tx?: TransactionLike
}

/** How one insert departs from its definition. In a transaction of the caller, a worker is woken at its commit. */
export interface InsertOptions extends WriteOptions {
  /** Wait this long before the first attempt. */
  delay?: Duration
  /** Do not start before this time. */
  runAt?: Date
  priority?: number
  maxAttempts?: number
  timeout?: Duration
  /** Another rule than the definition's; `false`: always insert. */
  unique?: Unique | false
}

/** What came of a request. */
export interface Inserted {
  /** The job: the new one, or the existing one that a duplicate would have repeated. */
  id: string
  kind: string
  queue: string
  /** True when an equal job stands in the way; then `id` is that job's. */
  duplicate: boolean
}

/** Stores one job and says what happened; never null. Rejects with an InvalidArgsError for bad args. */
export type Insert = (request: JobRequest, options?: InsertOptions) => Promise<Inserted>

/** Stores many in one round trip, answers in the order of the requests. An equal one later in the list is a duplicate of the earlier. */
export type InsertMany = (requests: readonly JobRequest[], options?: InsertOptions) => Promise<Inserted[]>

/** Which jobs a list is about; everything left out is not looked at. */
export interface JobFilter {
  states?: readonly JobState[] | undefined
  kinds?: readonly string[] | undefined
  queues?: readonly string[] | undefined
  /** Inserted at or after. */
  since?: Date | undefined
  /** Words in the kind, the args or the error. */
  text?: string | undefined
}

export interface JobPage {
  jobs: JobSummary[]
  /** Give it as `after` for the next page; undefined on the last. */
  next: string | undefined
}

/** How many jobs of a kind stand where. */
export interface JobCount {
  queue: string
  kind: string
  state: JobState
  count: number
}

/** A line that a handler logged. */
export interface JobLogLine {
  at: Date
  attempt: number
  level: 'info' | 'warn' | 'error'
  message: string
  fields: Record<string, unknown>
}

/** What stops queues: everything, one queue, or one kind. */
export type PauseTarget = 'all' | { queue: string } | { kind: string }

/**
 * Stores jobs and asks about them. Works without a host in the process: this is what an enqueuer has. Whatever writes
 * takes a transaction of the caller; it locks the jobs that it is about until that ends.
 */
export interface Client {
  insert: Insert
  insertMany: InsertMany
  /** The job with its args, result and failed attempts; undefined when there is none. */
  readonly jobGet: (id: string) => Promise<Job | undefined>
  /** Newest first, by pages of at most `limit` (default 50, at most 500). */
  readonly jobList: (filter?: JobFilter, page?: { after?: string; limit?: number }) => Promise<JobPage>
  readonly jobCounts: () => Promise<JobCount[]>
  /** How many jobs a filter finds. */
  readonly jobTotal: (filter: JobFilter) => Promise<number>
  /**
   * Cancels a job: one that waits is `cancelled` at once; one that runs is `cancelling` until its handler ends, in
   * whatever process. Gives its state now; a final state is left as it is. Undefined when there is no such job.
   */
  readonly jobCancel: (id: string, options?: WriteOptions) => Promise<JobState | undefined>
  /** Makes a discarded or cancelled job available again with one more attempt, and one that waits for a later time at once; others stay as they are. Gives its state now. */
  readonly jobRetry: (id: string, options?: WriteOptions) => Promise<JobState | undefined>
  /** Cancels many in one transaction; gives how many were cancelled or asked to stop. */
  readonly jobCancelMany: (ids: readonly string[], options?: WriteOptions) => Promise<number>
  /** Retries many in one transaction; gives how many. */
  readonly jobRetryMany: (ids: readonly string[], options?: WriteOptions) => Promise<number>
  readonly jobLog: (id: string) => Promise<JobLogLine[]>
  readonly getJobProgress: (id: string) => Promise<StoredProgress | undefined>
  /** Stops fetching: takes effect within a second in every host, kept over restarts. What runs goes on. */
  readonly pause: (target: PauseTarget, options?: WriteOptions) => Promise<void>
  readonly resume: (target: PauseTarget, options?: WriteOptions) => Promise<void>
  /** What is paused now. */
  readonly paused: () => Promise<PauseTarget[]>
  /**
   * Gives a queue so many slots in every host that has it, 1 to 1000, or with 'default' those of each host's own options
   * again. Takes effect within a second, kept over restarts. What runs goes on; a queue that became smaller starts
   * nothing until fewer run. Rejects with a RangeError for another size, and for a queue that is not there.
   */
  readonly resizeQueue: (queue: string, slots: number | 'default', options?: WriteOptions) => Promise<void>
}
