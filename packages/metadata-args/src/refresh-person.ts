import { defineJob, type JobRequest } from '@backlot/jobs/define'
import { z } from 'zod'

/** Reads everything about a person again. */
export const refreshPerson = defineJob({
  kind: 'metadata_refresh_person',
  description: 'Reads the metadata of a person again.',
  package: 'metadata',
  queue: 'default',
  timeout: '2m',
  maxAttempts: 3,
  args: z.object({ personId: z.uuid(), force: z.boolean().optional(), languages: z.array(z.string().min(2)).optional() }),
  unique: { period: '30m' },
})

/** One refresh request for each person; store them with `insertMany`. */
export const refreshPersons = (ids: readonly string[], options: { force?: boolean; languages?: string[] } = {}): JobRequest[] =>
  ids.map((personId) => refreshPerson({ personId, ...options }))
