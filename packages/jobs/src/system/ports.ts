import type { Insert } from '../client/client.ts'
import type { Decision } from '../decision.ts'
import type { Duration } from '../define/duration.ts'
import type { NotificationEvent } from './args.ts'

/** Somebody who is told of events. */
export interface NotificationAgent {
  name: string
  enabled: boolean
  /** Whether this event is for it. */
  takes(event: NotificationEvent): boolean
  /**
   * Tells it of an event; an event that it was told of before it is not told of again. Throws a PermanentError when trying
   * again cannot help, a RetryAfterError when it was told when to. Resolves with `snooze(…)` when it is not its turn yet.
   */
  send(event: NotificationEvent, options: SendOptions): Promise<Decision | void>
}

/** One attempt to tell an agent of an event. */
export interface SendOptions {
  signal: AbortSignal
  /** From 1. */
  attempt: number
  maxAttempts: number
}

/**
 * Gathers events that are told as one. Gives what the agents are to be told of now: the event itself, or, for one that was
 * inserted to say that a digest is due, the digest; undefined when the event was put aside for a digest. Called again with
 * the same event it does the same.
 */
export type GatherEvents = (event: NotificationEvent, options: { insert: Insert }) => Promise<NotificationEvent | undefined>

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
