import type { Hono } from 'hono'
import { postOnce } from './post-once.ts'

/** A webhook that somebody registered, as the server keeps it. */
export interface RegisteredWebhook {
  id: number
  name: string
  implementation: string
  fields: { name: string; value?: unknown }[]
  [setting: string]: unknown
}

/** The webhooks of a server. */
export interface Notifications {
  readonly all: readonly RegisteredWebhook[]
  /** Adds one by hand, as a person would. */
  add(webhook: { name: string; url: string; username?: string; password?: string; headers?: Record<string, string> }): RegisteredWebhook
  /** Posts to every webhook; gives the statuses that were answered (0: no answer). One that failed is blocked, and what comes meanwhile is dropped. */
  post(payload: object): Promise<number[]>
  /** Posts that were dropped because the webhook was blocked. */
  readonly dropped: readonly object[]
  /** Lets blocked webhooks be tried again, as time does. */
  unblock(): void
}

/** Answers what Radarr and Sonarr answer below `/api/v3/notification`, and posts. A webhook that is saved is tested first, unless `forceSave`. */
export const serveNotifications = (app: Hono, testPost: () => object, userAgent: string): Notifications => {
  const all: RegisteredWebhook[] = []
  const dropped: object[] = []
  const blocked = new Set<number>()
  let lastId = 0

  const save = (webhook: Omit<RegisteredWebhook, 'id'>): RegisteredWebhook => {
    const saved = { ...webhook, id: ++lastId } as RegisteredWebhook
    all.push(saved)
    return saved
  }
  const failure = async (webhook: RegisteredWebhook): Promise<object | undefined> => {
    const status = await postOnce(webhook, testPost(), userAgent)
    if (status >= 200 && status < 300) return undefined
    return [{ propertyName: 'Url', errorMessage: `Unable to send test message: ${status === 0 ? 'no answer' : `HTTP ${status}`}` }]
  }

  app.get('/api/v3/notification', (context) => context.json(all))
  app.get('/api/v3/notification/schema', (context) =>
    context.json([{ implementation: 'Webhook', configContract: 'WebhookSettings', fields: fieldNames.map((name) => ({ name })) }]),
  )
  app.post('/api/v3/notification/test', async (context) => {
    const failed = await failure(await context.req.json<RegisteredWebhook>())
    return failed === undefined ? context.json({}) : context.json(failed, 400)
  })
  app.post('/api/v3/notification', async (context) => {
    const webhook = await context.req.json<RegisteredWebhook>()
    if (all.some(({ name }) => name === webhook.name))
      return context.json([{ propertyName: 'Name', errorMessage: 'Should be unique' }], 400)
    const failed = context.req.query('forceSave') === 'true' ? undefined : await failure(webhook)
    return failed === undefined ? context.json(save(webhook), 201) : context.json(failed, 400)
  })
  app.put('/api/v3/notification/:id', async (context) => {
    const place = all.findIndex(({ id }) => id === Number(context.req.param('id')))
    if (place === -1) return context.json({ message: 'NotFound' }, 404)
    const webhook = { ...(await context.req.json<RegisteredWebhook>()), id: Number(context.req.param('id')) }
    const failed = context.req.query('forceSave') === 'true' ? undefined : await failure(webhook)
    if (failed !== undefined) return context.json(failed, 400)
    all[place] = webhook
    blocked.delete(webhook.id)
    return context.json(webhook, 202)
  })
  app.delete('/api/v3/notification/:id', (context) => {
    const place = all.findIndex(({ id }) => id === Number(context.req.param('id')))
    if (place !== -1) all.splice(place, 1)
    return context.json({})
  })

  return {
    all,
    dropped,
    unblock: () => blocked.clear(),
    add: ({ name, headers = {}, ...fields }) =>
      save({
        name,
        implementation: 'Webhook',
        configContract: 'WebhookSettings',
        fields: [
          ...Object.entries(fields).map(([field, value]) => ({ name: field, value })),
          { name: 'method', value: 1 },
          { name: 'headers', value: Object.entries(headers).map(([key, value]) => ({ key, value })) },
        ],
      }),
    post: async (payload) => {
      const statuses: number[] = []
      for (const webhook of all) {
        if (blocked.has(webhook.id)) {
          dropped.push(payload)
          continue
        }
        const status = await postOnce(webhook, payload, userAgent)
        statuses.push(status)
        if (status < 200 || status >= 300) {
          blocked.add(webhook.id)
          dropped.push(payload)
        }
      }
      return statuses
    },
  }
}

const fieldNames = ['url', 'method', 'username', 'password', 'headers']
