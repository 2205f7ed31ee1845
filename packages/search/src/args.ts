import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'
import { searchCollections } from './search-document.ts'

/** Compares the search index with what is stored, and repairs what differs. */
export const reconcileSearch = defineJob({
  kind: 'search_reconcile',
  description: 'Compares the search index with what is stored, and repairs what differs.',
  package: 'search',
  queue: 'low',
  timeout: '1h',
  maxAttempts: 5,
  args: z.object({
    /** All of them when left out. */
    collections: z.array(z.enum(searchCollections)).min(1).optional(),
    /** Build them anew instead of comparing. */
    rebuild: z.boolean().optional(),
    /** Count, and repair nothing. */
    dryRun: z.boolean().optional(),
  }),
  unique: { while: 'queued' },
})
