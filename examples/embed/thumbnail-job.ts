import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

/** The contract of the one kind of job here. Whoever inserts it needs this file and no worker. */
export const makeThumbnail = defineJob({
  kind: 'thumbnail',
  description: 'Makes a small picture of a large one.',
  queue: 'default',
  timeout: '1m',
  maxAttempts: 5,
  args: z.object({ pictureId: z.uuid(), width: z.number().int().min(1).max(640).default(16) }),
  unique: { while: 'exclusive' },
})
