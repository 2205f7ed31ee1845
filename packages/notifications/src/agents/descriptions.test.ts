import { isPermanentError } from '@backlot/jobs'
import { findApiDescription, noDescription, startPrism, type PrismOptions } from '@backlot/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { episodeAdded, jobFailed, movieAdded, scanFailed } from '../args.ts'
import { setupNotifications, tell, type TestNotifications } from '../testing/test-agents.ts'

let kit: TestNotifications
beforeAll(async () => {
  kit = await setupNotifications()
})
afterAll(async () => await kit[Symbol.asyncDispose]())

const serve = async (name: string, skip: (note: string) => never, options?: PrismOptions) =>
  await startPrism(findApiDescription(name) ?? skip(noDescription(name)), options)

/** Discord's description is so long that Prism takes a quarter of a minute for all of it. */
const onlyWebhook = (description: Record<string, unknown>): void => {
  const path = '/webhooks/{webhook_id}/{webhook_token}'
  const { paths } = description as { paths: Record<string, unknown> }
  description['paths'] = { [path]: paths[path] }
}

const at = new Date('2026-01-02T03:04:05Z')
let made = 0
const long = 'It '.repeat(4_000)
const library = { id: 'l', name: 'films' }
/** The plain one, the longest, and one of many items. */
const events = () => [
  scanFailed({ library, scanId: `s${++made}`, reason: 'The disk is gone', at }),
  movieAdded({ items: [{ id: `m${++made}`, title: long }], library: { id: 'l', name: long }, at }),
  jobFailed({ id: `j${++made}`, kind: long, attempt: 1, error: long, at }),
  episodeAdded({
    series: { id: 's', title: long },
    season: 1,
    episodes: Array.from({ length: 80 }, (_, n) => ({ id: `e${++made}`, number: n, title: long })),
    at,
  }),
]

describe('against the official descriptions', { timeout: 180_000 }, () => {
  test('Discord takes every embed, the longest too', async ({ skip }) => {
    await using prism = await serve('discord.openapi.json', skip, { strict: false, patch: onlyWebhook })
    const webhookUrl = `${prism.url}/webhooks/123456789012345678/aToken`
    const agent = kit.agent({ type: 'discord', name: 'club', webhookUrl, username: 'Backlot', allowPrivateAddresses: true })
    for (const event of events()) await tell(agent, event)
    expect(await kit.deliveries()).toMatchObject([{ state: 'sent' }, { state: 'sent' }, { state: 'sent' }, { state: 'sent' }])
    // That it looks: more than the limit is refused.
    const refused = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ content: 'x'.repeat(2_100) }),
    })
    expect(refused.status).toBe(422)
  })

  test('Gotify takes every message; without the token it does not', async ({ skip }) => {
    await using prism = await serve('gotify.swagger.json', skip)
    const agent = kit.agent({ type: 'gotify', name: 'own', url: prism.url, token: 'AbCdEf' })
    for (const event of events()) await tell(agent, event)
    const [event] = events()
    const wrong = kit.agent({ type: 'gotify', name: 'wrong', url: `${prism.url}/nowhere`, token: 'AbCdEf' })
    if (event !== undefined) expect(isPermanentError(await tell(wrong, event).catch((thrown: unknown) => thrown))).toBe(true)
  })
})
