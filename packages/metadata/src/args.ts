import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

export { enrichContent, refreshPerson } from '@backlot/metadata-args'

/** Enqueues refreshes of what is due: what providers say has changed, what was never asked, what was asked too long ago. */
export const refreshDue = defineJob({
  kind: 'metadata_refresh_due',
  description: 'Enqueues refreshes of films, series and people whose metadata is due.',
  package: 'metadata',
  queue: 'low',
  timeout: '5m',
  maxAttempts: 3,
  args: z.object({}),
  unique: { while: 'queued' },
})
