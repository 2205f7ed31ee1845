import { z } from 'zod'
import { jobStates } from '@backlot/jobs'

const time = z.iso.datetime().meta({ example: '2026-01-31T12:00:00.000Z' })

const jobStateSchema = z.enum(jobStates).meta({ id: 'JobState' })

/** A job as lists show it: no args, which can be large. */
const jobSummarySchema = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    queue: z.string(),
    state: jobStateSchema,
    attempt: z.int(),
    maxAttempts: z.int(),
    priority: z.int(),
    createdAt: time,
    scheduledAt: time,
    startedAt: time.optional(),
    finishedAt: time.optional(),
    error: z.string().optional(),
  })
  .meta({ id: 'JobSummary' })

/** A job with its args, result and failed attempts. */
export const jobSchema = jobSummarySchema
  .extend({
    args: z.record(z.string(), z.unknown()),
    result: z.unknown().optional(),
    attempts: z.array(
      z.object({
        attempt: z.int(),
        outcome: z.enum(['failed', 'timed out', 'cancelled', 'snoozed', 'released']),
        error: z.string().optional(),
        startedAt: time,
        endedAt: time,
        host: z.string(),
      }),
    ),
  })
  .meta({ id: 'Job' })

/** A page of jobs, newest first. */
export const jobPageSchema = z
  .object({ jobs: z.array(jobSummarySchema), next: z.string().optional().meta({ description: 'the cursor of the next page' }) })
  .meta({ id: 'JobPage' })

/** How far a job is; the numbers are absent before its first report. */
export const progressSchema = z
  .object({
    state: jobStateSchema,
    phase: z.string().optional(),
    current: z.number().optional(),
    total: z.number().optional().meta({ description: '0 while it is not known' }),
    percentage: z.number().min(0).max(100).optional(),
    message: z.string().optional(),
    attempt: z.int().optional(),
    updatedAt: time.optional(),
    version: z.string().meta({ description: 'give it as `since` to hear only of what is newer; also the ETag' }),
  })
  .meta({ id: 'JobProgress' })

/** What a handler logged. */
export const jobLogSchema = z
  .object({
    lines: z.array(
      z.object({
        at: time,
        attempt: z.int(),
        level: z.enum(['info', 'warn', 'error']),
        message: z.string(),
        fields: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'JobLog' })

/** A job to insert, by its kind. */
export const insertRequestSchema = z
  .strictObject({
    kind: z.string().min(1),
    args: z.record(z.string(), z.unknown()).default({}),
    runAt: z.iso.datetime({ offset: true }).optional().meta({ description: 'not before this time' }),
    priority: z.int().optional(),
    maxAttempts: z.int().min(1).optional(),
  })
  .meta({ id: 'InsertJob' })

/** What came of an insert: the new job, or the existing one that a duplicate would have repeated. */
export const insertedSchema = z
  .object({ id: z.uuid(), kind: z.string(), queue: z.string(), duplicate: z.boolean() })
  .meta({ id: 'Inserted' })

/** A job's state after something was asked of it. */
export const jobStateAnswerSchema = z.object({ id: z.uuid(), state: jobStateSchema }).meta({ id: 'JobStateAnswer' })

const list = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? undefined : [value].flat().flatMap((part) => part.split(','))))
    .pipe(z.array(item).min(1).optional())

/** Which jobs; lists are repeated or separated by commas. */
export const jobFilterSchema = z.object({
  state: list(jobStateSchema).meta({ type: 'array', items: { type: 'string', enum: [...jobStates] } }),
  kind: list(z.string().min(1)).meta({ type: 'array', items: { type: 'string' } }),
  queue: list(z.string().min(1)).meta({ type: 'array', items: { type: 'string' } }),
  since: z.iso.datetime({ offset: true }).optional().meta({ description: 'inserted at or after' }),
  text: z.string().optional().meta({ description: 'words in the kind, the args or the error' }),
})

/** The path parameter of one job. */
export const jobIdSchema = z.object({ id: z.string() })

/** A job of a list, as the API gives it. */
export type JobSummaryView = z.output<typeof jobSummarySchema>
/** One job, as the API gives it. */
export type JobView = z.output<typeof jobSchema>
/** A filter, read from its query. */
export type JobFilterQuery = z.output<typeof jobFilterSchema>
