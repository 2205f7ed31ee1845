export { abortReasonOf, AbortReason, type AbortType } from './abort-reason.ts'
export { exponentialBackoff, linearBackoff, type Backoff } from './backoff.ts'
export { bundle, type Bundle, type MigrationSet } from './bundle.ts'
export type {
  Client,
  Insert,
  Inserted,
  InsertMany,
  InsertOptions,
  JobCount,
  JobFilter,
  JobLogLine,
  JobPage,
  PauseTarget,
  WriteOptions,
} from './client/client.ts'
export { systemClock, type Clock, type ClockTimer } from './clock.ts'
export { createId } from './create-id.ts'
export { cancel, snooze, type Decision } from './decision.ts'
export * from './define.ts'
export type { DiscardedJob, FollowUps } from './engine/follow-ups.ts'
export type { ClusterEvent, JobEvent } from './events/event-bus.ts'
export { createHost } from './host/create-host.ts'
export type { DatabaseOptions, Host, HostOptions, QueueStatus } from './host/host.ts'
export { isFinalState, jobStates, type Job, type JobAttempt, type JobState, type JobSummary } from './job.ts'
export type { InsertMiddleware, Middleware, PendingInsert, WorkMiddleware } from './middleware.ts'
export type { Checkpoints } from './checkpoints/checkpoints.ts'
export { silentLogger, type JobLog, type LogFields, type Logger } from './log.ts'
export type { JobProgress, ProgressReport, StoredProgress } from './progress/job-progress.ts'
export type { Schedule, ScheduleEdit, ScheduleStatus } from './schedule/schedule.ts'
export { defaultQueues, queueSlots, type QueueSizing } from './queues.ts'
export { migrate, type AppliedMigration } from './storage/migrate.ts'
export type { TransactionLike } from './storage/transaction.ts'
export { runInThread } from './threads/run-in-thread.ts'
export type { ThreadContext, ThreadHandler } from './threads/thread-context.ts'
export { worker, type Handler, type JobContext, type Worker } from './worker.ts'
