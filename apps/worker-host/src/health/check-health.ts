import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

/** Looks at what the host depends on, and tells of what broke and of what is well again. */
export const checkHealth = defineJob({
  kind: 'health_check',
  description: 'Checks what the host depends on, and tells of what broke and of what is well again.',
  package: 'worker-host',
  queue: 'low',
  timeout: '1m',
  maxAttempts: 2,
  args: z.object({}),
  unique: { by: [], while: 'queued' },
})
