import { z } from 'zod'
import { defineJob } from '../define/define-job.ts'

/** A job that takes its time, for the tests that kill the host under it. */
export const takeTime = defineJob({
  kind: 'take_time',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 3,
  args: z.object({ ms: z.number().int().nonnegative(), ignoreSignal: z.boolean().default(false), failFirst: z.boolean().default(false) }),
})
