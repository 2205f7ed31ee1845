import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

/** Reads the containers of a library's files that were not read yet: duration, tracks, HDR. A scan inserts it. */
export const mediaProbe = defineJob({
  kind: 'media_probe',
  description: 'Reads the containers of new and changed files of a library.',
  package: 'library',
  queue: 'low',
  timeout: '30m',
  maxAttempts: 3,
  args: z.object({ libraryId: z.uuid() }),
  unique: { by: ['libraryId'], while: 'queued' },
})
