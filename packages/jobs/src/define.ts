// What an enqueuer imports: definitions and requests, with zod and nothing else behind them.
export { defineJob, type ArgsOf, type JobDefinition, type JobOptions, type JobRequest } from './define/define-job.ts'
export { formatDuration, toMilliseconds, type Duration } from './define/duration.ts'
export {
  InvalidArgsError,
  isInvalidArgsError,
  isPermanentError,
  isRetryAfterError,
  PermanentError,
  RetryAfterError,
  type ArgsFault,
} from './define/job-error.ts'
export type { Limit } from './define/limit.ts'
export { describeUnique, type Unique } from './define/unique.ts'
