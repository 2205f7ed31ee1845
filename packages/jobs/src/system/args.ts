import { z } from 'zod'
import { defineJob } from '../define/define-job.ts'
import { jobStates } from '../job.ts'

const packageName = '@backlot/jobs'

/** Something that happened, as agents are told of it. */
export const notificationEvent = z.object({
  id: z.string().min(1),
  /** Such as `movie.added`: the words before the dot are its category. */
  type: z.string().min(1),
  timestamp: z.iso.datetime(),
  userId: z.string().optional(),
  targetId: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
})

/** Something that happened, as agents are told of it. */
export type NotificationEvent = z.output<typeof notificationEvent>

/** Tells agents of an event: all that take it, or those named. */
export const sendNotification = defineJob({
  kind: 'notification',
  description: 'Tells each agent that takes it of an event.',
  package: packageName,
  queue: 'high',
  timeout: '2m',
  maxAttempts: 5,
  args: z.object({ event: notificationEvent, agentNames: z.array(z.string().min(1)).min(1).optional() }),
  unique: { period: '1h' },
})

/** Cancels or retries every job that a filter finds. */
export const batchJobs = defineJob({
  kind: 'jobs_batch',
  description: 'Cancels or retries every job that a filter finds.',
  package: packageName,
  queue: 'low',
  timeout: '30m',
  maxAttempts: 5,
  args: z.object({
    operation: z.enum(['cancel', 'retry']),
    filter: z.strictObject({
      states: z.array(z.enum(jobStates)).optional(),
      kinds: z.array(z.string()).optional(),
      queues: z.array(z.string()).optional(),
      since: z.iso.datetime().optional(),
      text: z.string().min(1).optional(),
    }),
  }),
})

/** A length of time in args: `30d`, `12h`. */
const durationArg = z.string().regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'a duration such as 30d or 12h')

/** Deletes what is older than it needs to be: of one target, or of all. */
export const cleanUp = defineJob({
  kind: 'cleanup',
  description: 'Deletes rows that are older than they need to be, in batches.',
  package: packageName,
  queue: 'low',
  timeout: '2m',
  maxAttempts: 5,
  args: z.object({
    /** `all`, or the name of a registered target. */
    target: z.string().min(1),
    olderThan: durationArg,
    batchSize: z.number().int().min(1).max(100_000).default(1_000),
    dryRun: z.boolean().default(false),
  }),
  unique: { by: ['target'], while: 'queued' },
})
