import { defineJob, type JobRequest } from '@backlot/jobs/define'
import { z } from 'zod'

const args = z.object({
  contentType: z.enum(['movie', 'tvshow']),
  contentId: z.uuid(),
  providers: z.array(z.string().min(1)).optional(),
  languages: z.array(z.string().min(2)).optional(),
})

/** What an enrichment takes. */
export type EnrichContentArgs = z.input<typeof args>

/** Adds what further providers know of a film or series; all that are configured unless some are named. */
export const enrichContent = defineJob({
  kind: 'metadata_enrich_content',
  description: 'Adds what further providers know of a film or series.',
  package: 'metadata',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 5,
  args,
  unique: { period: '1h' },
})

/** One enrichment request for each film or series; store them with `insertMany`. */
export const enrichContents = (contents: readonly EnrichContentArgs[]): JobRequest[] => contents.map((content) => enrichContent(content))
