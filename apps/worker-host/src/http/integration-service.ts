import { z } from 'zod'
import type { insertedSchema } from './job-schema.ts'

/** Which instance. */
export const instanceParams = z.object({
  app: z.enum(['radarr', 'sonarr']),
  instance: z.string().min(1).meta({ description: 'its name in the configuration' }),
})

/** Which of the two, and the name. */
export type InstanceParams = z.output<typeof instanceParams>

/** A Radarr or Sonarr, and how its syncs went; without secrets. */
const integrationSchema = z
  .object({
    app: z.enum(['radarr', 'sonarr']),
    name: z.string(),
    url: z.string(),
    version: z.string().optional(),
    items: z.int().meta({ description: 'films or series that it keeps' }),
    lastFullAt: z.iso.datetime().optional(),
    lastIncrementalAt: z.iso.datetime().optional(),
    lastWebhookAt: z.iso.datetime().optional(),
    counts: z.record(z.string(), z.number()).optional().meta({ description: 'of the last full sync' }),
    problems: z.array(z.object({ what: z.string(), why: z.string() })).meta({ description: 'what the last full sync could not read' }),
    error: z
      .object({ failure: z.string(), message: z.string(), at: z.iso.datetime() })
      .optional()
      .meta({ description: 'of the last sync, when that failed' }),
  })
  .meta({ id: 'Integration' })

/** All of them. */
export const integrationListSchema = z.object({ integrations: z.array(integrationSchema) }).meta({ id: 'IntegrationList' })

/** What a test found. */
export const integrationTestSchema = z
  .object({
    ok: z.boolean(),
    message: z.string(),
    version: z.string().optional(),
    items: z.int().optional(),
    paths: z
      .object({
        found: z.int().meta({ description: 'folders of it that are in a library' }),
        of: z.int(),
        example: z.string().optional().meta({ description: 'one that is not' }),
        proposals: z.array(z.object({ remote: z.string(), local: z.string(), matches: z.int(), of: z.int() })),
      })
      .optional(),
  })
  .meta({ id: 'IntegrationTest' })

/** Which sync is asked for. */
export const syncOptionsSchema = z
  .object({
    operation: z.enum(['full', 'incremental', 'single']).default('full'),
    itemId: z.int().min(1).optional().meta({ description: 'of single: the id that the film or series has there' }),
  })
  .meta({ id: 'SyncOptions' })

/** How our webhook stands in its settings. */
export const webhookStatusSchema = z
  .object({
    url: z.string().meta({ description: 'where it has to point' }),
    status: z.enum(['registered', 'elsewhere', 'absent']),
    name: z.string().optional(),
    pointsAt: z.string().optional(),
    missingEvents: z.array(z.string()).optional(),
  })
  .meta({ id: 'WebhookStatus' })

/** What a test post came to. */
export const webhookTestSchema = z.object({ ok: z.boolean(), message: z.string() }).meta({ id: 'WebhookTest' })

/** A post as it came in. */
export interface IncomingPost extends InstanceParams {
  credentials: { authorization: string | undefined; apiKey: string | undefined; pathSecret: string | undefined }
  payload: () => Promise<unknown>
}

/** Radarr and Sonarr in the words of the API. */
export interface IntegrationService {
  list(): Promise<z.output<typeof integrationListSchema>['integrations']>
  test(which: InstanceParams): Promise<z.output<typeof integrationTestSchema>>
  sync(which: InstanceParams, options: z.output<typeof syncOptionsSchema>): Promise<z.output<typeof insertedSchema>>
  webhook(which: InstanceParams): Promise<z.output<typeof webhookStatusSchema>>
  /** Puts our webhook into its settings, or sets the one that is there right. */
  registerWebhook(which: InstanceParams): Promise<z.output<typeof webhookStatusSchema>>
  testWebhook(which: InstanceParams): Promise<z.output<typeof webhookTestSchema>>
  /** Stores a post as a job. A ProblemError says that it may not be, or is no JSON object. */
  deliver(post: IncomingPost): Promise<z.output<typeof insertedSchema>>
}
