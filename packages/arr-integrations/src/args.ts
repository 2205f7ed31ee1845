import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

const packageName = '@backlot/arr-integrations'

const operation = z.enum(['full', 'incremental', 'single'])

/**
 * Brings the catalog up to what a Radarr says: of all its films, of those that its history says were touched since the
 * last time, or of one.
 */
export const syncRadarr = defineJob({
  kind: 'radarr_sync',
  description: 'Syncs films with a Radarr: all, those touched since the last time, or one.',
  package: packageName,
  queue: 'high',
  timeout: '10m',
  maxAttempts: 5,
  args: z.object({
    /** The name of the instance in the configuration. */
    instance: z.string().min(1),
    operation,
    /** The film of `single`, by Radarr's own id. */
    radarrMovieId: z.int().min(1).optional(),
  }),
  // Without the id, of two films that changed at the same time one would be lost.
  unique: { by: ['instance', 'operation', 'radarrMovieId'], while: 'queued' },
})

/** As `syncRadarr`, for the series of a Sonarr. */
export const syncSonarr = defineJob({
  kind: 'sonarr_sync',
  description: 'Syncs series with a Sonarr: all, those touched since the last time, or one.',
  package: packageName,
  queue: 'high',
  timeout: '10m',
  maxAttempts: 5,
  args: z.object({
    /** The name of the instance in the configuration. */
    instance: z.string().min(1),
    operation,
    /** The series of `single`, by Sonarr's own id. */
    sonarrSeriesId: z.int().min(1).optional(),
  }),
  unique: { by: ['instance', 'operation', 'sonarrSeriesId'], while: 'queued' },
})

const delivery = z.object({
  /** The name of the instance in the configuration. */
  instance: z.string().min(1),
  receivedAt: z.iso.datetime(),
  /** The post as it came. */
  payload: z.record(z.string(), z.unknown()),
  /** What tells a delivery from others; `deliverRadarrWebhook` makes it from what was posted. One without is like no other. */
  deliveryKey: z
    .string()
    .min(1)
    .optional()
    .transform((key) => key ?? crypto.randomUUID()),
})

/** Does what a post of a Radarr asks for. Insert it by `deliverRadarrWebhook`, which knows a repeated post. */
export const radarrWebhook = defineJob({
  kind: 'radarr_webhook',
  description: 'Does what a post of a Radarr asks for.',
  package: packageName,
  queue: 'high',
  timeout: '1m',
  maxAttempts: 5,
  args: delivery,
  unique: { by: ['deliveryKey'], period: '1h' },
})

/** Does what a post of a Sonarr asks for. Insert it by `deliverSonarrWebhook`, which knows a repeated post. */
export const sonarrWebhook = defineJob({
  kind: 'sonarr_webhook',
  description: 'Does what a post of a Sonarr asks for.',
  package: packageName,
  queue: 'high',
  timeout: '1m',
  maxAttempts: 5,
  args: delivery,
  unique: { by: ['deliveryKey'], period: '1h' },
})
