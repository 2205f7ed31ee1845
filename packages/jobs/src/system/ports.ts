import type { Duration } from '../define/duration.ts'
import type { NotificationEvent } from './args.ts'

/** Somebody who is told of events. */
export interface NotificationAgent {
  name: string
  enabled: boolean
  /** Whether this event is for it. */
  takes(event: NotificationEvent): boolean
  /** Throws a PermanentError when trying again cannot help, a RetryAfterError when it was told when to. */
  send(event: NotificationEvent, options: { signal: AbortSignal }): Promise<void>
}

/** Rows that can be cleaned up; registered by the package that owns them. */
export interface CleanupTarget {
  name: string
  /** One sentence: what is deleted. */
  describe: string
  /** Deletes in batches, or with `dryRun` counts what would be; stops at the signal between two batches. */
  run(options: { olderThan: Date; batchSize: number; dryRun: boolean; signal: AbortSignal }): Promise<{ deleted: number }>
}

/** How long an agent may take to send. */
export const sendTimeout: Duration = '30s'
