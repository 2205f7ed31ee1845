import { defaultWebhookSecret, type ArrApp, type ArrInstance } from '@backlot/arr-integrations'
import { z } from 'zod'

/** A Radarr or Sonarr. */
const instanceSettings = z.strictObject({
  /** What people call it; one of its name for each of the two. Part of its webhook's address. */
  name: z.string().regex(/^[\w-]+$/, 'a name is made of letters, digits, _ and -'),
  /** Where it answers, with its URL base where it has one. */
  url: z.url({ protocol: /^https?$/, error: 'an address looks like http://radarr:7878' }),
  /** From its settings, General. */
  apiKey: z.string().min(1),
  /** Folders as it calls them, and where the same folders are for this host. */
  pathMappings: z.array(z.strictObject({ remote: z.string().min(1), local: z.string().min(1) })).default([]),
  /** What its posts have to bring; made of the API key when not set. */
  webhookSecret: z.string().min(16, 'a secret has 16 characters or more').optional(),
})

const instances = z
  .array(instanceSettings)
  .default([])
  .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, 'each has a name of its own')

/** The Radarrs and Sonarrs that films and series are synced with. */
export const arrSettings = z
  .strictObject({
    /** Where they reach this host, for the webhooks that it registers there: `http://backlot:8484`. This machine's address when not set. */
    publicUrl: z.url({ protocol: /^https?$/, error: 'an address looks like http://backlot:8484' }).optional(),
    radarr: instances,
    sonarr: instances,
  })
  .prefault({})

type ArrSettings = z.output<typeof arrSettings>

/** The instances of one of the two. */
export const arrInstances = (settings: ArrSettings, app: ArrApp): ArrInstance[] =>
  settings[app].map(({ webhookSecret, ...instance }) => ({
    ...instance,
    app,
    webhookSecret: webhookSecret ?? defaultWebhookSecret({ ...instance, app }),
  }))

/** What is shown to nobody. */
export const arrSecrets = (settings: ArrSettings): string[] =>
  [...arrInstances(settings, 'radarr'), ...arrInstances(settings, 'sonarr')].flatMap(({ apiKey, webhookSecret }) => [apiKey, webhookSecret])

/** The settings with their secrets hidden. */
export const shownArrSettings = (settings: ArrSettings): ArrSettings => {
  const hidden = (all: ArrSettings['radarr']): ArrSettings['radarr'] =>
    all.map((one) => ({ ...one, apiKey: '(secret)', ...(one.webhookSecret !== undefined && { webhookSecret: '(secret)' }) }))
  return { ...settings, radarr: hidden(settings.radarr), sonarr: hidden(settings.sonarr) }
}
