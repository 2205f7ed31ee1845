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

/** Enqueues the scans that are due: of each enabled library whose interval has passed since its last scan began. */
export const periodicLibraryScan = defineJob({
  kind: 'periodic_library_scan',
  description: 'Enqueues a scan of every enabled library whose interval is over.',
  package: 'library',
  queue: 'low',
  timeout: '1m',
  maxAttempts: 3,
  args: z.object({
    /** Every library that has an interval, over or not, with a look at every file. */
    force: z.boolean().optional(),
    /** The time that this job was planned for; jobs of the same time are the same. */
    dueAt: z.iso.datetime().optional(),
  }),
  unique: { while: 'queued' },
})

/** Removes the records of old scans, and ends those whose job is gone. */
export const cleanUpLibraryScans = defineJob({
  kind: 'library_scan_cleanup',
  description: 'Removes the records of old scans, and ends those whose job is gone.',
  package: 'library',
  queue: 'low',
  timeout: '2m',
  maxAttempts: 3,
  args: z.object({
    /** Finished scans are kept for so many days. */
    retentionDays: z.int().min(0).default(30),
    /** Say what would happen, and write nothing. */
    dryRun: z.boolean().optional(),
  }),
  unique: { while: 'queued' },
})
