import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

/** Removes entries of the activity log that are older than their retention. */
export const cleanUpActivity = defineJob({
  kind: 'activity_cleanup',
  description: 'Removes old entries of the activity log, in batches.',
  package: 'activity',
  queue: 'low',
  timeout: '2m',
  maxAttempts: 3,
  args: z.object({
    /** Entries are kept for so many days. */
    retentionDays: z.int().min(0).default(90),
    /** Count what would go, and remove nothing. */
    dryRun: z.boolean().optional(),
  }),
  unique: { by: [], while: 'queued' },
})
