import { isArrError } from '../client/arr-error.ts'
import { appName, type ArrApp } from '../client/arr-instance.ts'
import type { ArrClient } from '../client/create-arr-client.ts'
import type { NotificationResource } from '../client/arr-facts.ts'

/** What the webhook is called in the server's settings. */
const webhookName = 'Backlot'

/** How our webhook stands in a server. */
export type WebhookStatus =
  /** It is there and points at us. */
  | { is: 'registered'; id: number; name: string; url: string; missingEvents: string[] }
  /** One of our name is there, and points elsewhere. */
  | { is: 'elsewhere'; id: number; name: string; url: string }
  | { is: 'absent' }

/** Looks whether our webhook is in a server's settings: by its address, else by its name. */
export const findWebhook = async (client: ArrClient, { url, signal }: { url: string; signal: AbortSignal }): Promise<WebhookStatus> => {
  const webhooks = (await client.notifications({ signal })).filter(({ implementation }) => implementation === 'Webhook')
  const own = webhooks.find((webhook) => samePlace(urlOf(webhook), url)) ?? webhooks.find(({ name }) => name === webhookName)
  if (own?.id === undefined) return { is: 'absent' }
  const { id, name } = own
  if (!samePlace(urlOf(own), url)) return { is: 'elsewhere', id, name, url: urlOf(own) }
  return {
    is: 'registered',
    id,
    name,
    url: urlOf(own),
    missingEvents: eventsOf[client.instance.app].filter((event) => own[event] === false),
  }
}

/**
 * Puts our webhook into a server's settings, or sets the one that is there right. The server posts a test before it saves, so
 * a success says that its posts arrive; its complaint is in the error.
 */
export const registerWebhook = async (
  client: ArrClient,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<{ id: number }> => {
  const status = await findWebhook(client, { url, signal })
  const existing = status.is === 'absent' ? undefined : (await client.notifications({ signal })).find(({ id }) => id === status.id)
  const saved = await client.saveNotification(
    { ...existing, ...ownWebhook(client, url), ...(existing !== undefined && { name: existing.name }) },
    { signal },
  )
  return { id: saved.id ?? existing?.id ?? 0 }
}

/** Lets the server post a test to our webhook; gives why that failed, or undefined when it went well. */
export const testWebhook = async (
  client: ArrClient,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<string | undefined> => {
  const status = await findWebhook(client, { url, signal })
  if (status.is === 'absent')
    return `${appName(client.instance.app)} "${client.instance.name}" has no webhook of ours; \`backlot webhook register\` makes it`
  if (status.is === 'elsewhere')
    return `the webhook "${status.name}" points at ${status.url} and not at ${url}; \`backlot webhook register\` sets it right`
  try {
    const existing = (await client.notifications({ signal })).find(({ id }) => id === status.id)
    await client.testNotification({ ...existing, ...ownWebhook(client, url), name: status.name }, { signal })
    return undefined
  } catch (error) {
    if (isArrError(error, 'wrong')) return error.message
    throw error
  }
}

const eventsOf: Record<ArrApp, readonly string[]> = {
  radarr: [
    'onGrab',
    'onDownload',
    'onUpgrade',
    'onRename',
    'onMovieAdded',
    'onMovieDelete',
    'onMovieFileDelete',
    'onMovieFileDeleteForUpgrade',
    'onHealthIssue',
    'onHealthRestored',
    'onApplicationUpdate',
    'onManualInteractionRequired',
  ],
  sonarr: [
    'onGrab',
    'onDownload',
    'onUpgrade',
    'onImportComplete',
    'onRename',
    'onSeriesAdd',
    'onSeriesDelete',
    'onEpisodeFileDelete',
    'onEpisodeFileDeleteForUpgrade',
    'onHealthIssue',
    'onHealthRestored',
    'onApplicationUpdate',
    'onManualInteractionRequired',
  ],
}

const ownWebhook = ({ instance }: ArrClient, url: string): NotificationResource => ({
  name: webhookName,
  implementation: 'Webhook',
  implementationName: 'Webhook',
  configContract: 'WebhookSettings',
  tags: [],
  includeHealthWarnings: true,
  ...Object.fromEntries(eventsOf[instance.app].map((event) => [event, true])),
  fields: [
    { name: 'url', value: url },
    { name: 'method', value: 1 },
    // Basic is what every version can send.
    { name: 'username', value: 'backlot' },
    { name: 'password', value: instance.webhookSecret },
  ],
})

const urlOf = ({ fields }: NotificationResource): string => {
  const value = fields.find(({ name }) => name === 'url')?.value
  return typeof value === 'string' ? value : ''
}

const samePlace = (one: string, other: string): boolean => one.replace(/\/+$/, '') === other.replace(/\/+$/, '')
