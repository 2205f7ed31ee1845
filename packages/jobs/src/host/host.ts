import type { Bundle } from '../bundle.ts'
import type { Client } from '../client/client.ts'
import type { Clock } from '../clock.ts'
import type { Duration } from '../define/duration.ts'
import type { FollowUps } from '../engine/follow-ups.ts'
import type { ClusterEvent, JobEvent } from '../events/event-bus.ts'
import type { Inserted, WriteOptions } from '../client/client.ts'
import type { ScheduleEdit, ScheduleStatus } from '../schedule/schedule.ts'
import type { Middleware } from '../middleware.ts'
import type { Logger } from '../log.ts'
import type { QueueSizing } from '../queues.ts'

/** Where the jobs are kept. */
export interface DatabaseOptions {
  /** Connection string of a Postgres; holds a password, so it is never logged. */
  url: string
  /** pg-boss's profile for databases that are not a plain Postgres: `citus`, `cockroachdb`. Default `postgres`. */
  backend?: 'postgres' | 'citus' | 'cockroachdb'
  /** Most connections the core opens at a time, beside one that listens. Default 10. */
  maxConnections?: number
}

export interface HostOptions extends QueueSizing {
  database: DatabaseOptions
  bundles: readonly Bundle[]
  /** A name for this process in the list of workers. Default: the machine's host name. */
  name?: string
  logger?: Logger
  /** Runs around every insert and every attempt of this host. */
  middleware?: Middleware
  /** Jobs that are stored in the transaction that ends another. */
  followUps?: FollowUps
  /** How long a stop waits for running jobs before it aborts them and gives them back. Default 30s. */
  drainTimeout?: Duration
  /** A handler that ignores its aborted signal is given up after this. Default 30s, at most 30s. */
  stuckGrace?: Duration
  /** How long wakes of an idle queue are gathered at the most; never delays the first. Default 100ms. */
  fetchCooldown?: Duration
  /** Time and timers, for tests. Default: the machine's. */
  clock?: Clock
}

/** A queue as this host runs it, with what waits in it. */
export interface QueueStatus {
  name: string
  /** How many may run at a time in this host. */
  slots: number
  /** Whether its slots were set while hosts run, in all of them; else they are those of this host's options. */
  resized: boolean
  /** How many run in this host. */
  running: number
  paused: boolean
}

/** Runs jobs: one process of the cluster. */
export interface Host {
  readonly client: Client
  readonly bundles: readonly Bundle[]
  /** Applies migrations (ours, pg-boss's, the bundles'), then fetches and runs jobs. Refuses a kind with two workers. */
  start(options?: { /** False: client and tables only, no job is fetched. */ work?: boolean }): Promise<void>
  /**
   * Stops fetching, waits for what runs up to the drain timeout, aborts what is left and gives it back without
   * spending an attempt. A second call aborts at once.
   */
  stop(): Promise<void>
  /** Events of this process. Gives the function that ends the subscription. */
  subscribe(listener: (event: JobEvent) => void): () => void
  /** Events of every host of the cluster, with the name of the host: a hint for people who watch, never complete. Call it after the start. */
  subscribeCluster(listener: (event: ClusterEvent) => void): () => void
  queues(): Promise<QueueStatus[]>
  /** All schedules of the cluster, the next one first. */
  schedules(): Promise<ScheduleStatus[]>
  /** Changes a schedule for good. Undefined when there is none of that name; rejects with a TypeError for a bad expression. */
  editSchedule(name: string, edit: ScheduleEdit, options?: WriteOptions): Promise<ScheduleStatus | undefined>
  /** Inserts the job of a schedule now. Undefined when there is none of that name, or no worker for its kind here. */
  runSchedule(name: string, options?: WriteOptions): Promise<Inserted | undefined>
}
