import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRadarrSimulator } from '@backlot/simulators'
import { expect, test } from 'vitest'
import { createRadarrClient } from '../client/create-arr-client.ts'
import { findWebhook, registerWebhook, testWebhook } from './own-webhook.ts'
import { bringsSecret } from './webhook-secret.ts'

const { signal } = new AbortController()

const startReceiver = async (secret: string) => {
  const server = createServer((request, response) => {
    request.resume()
    const credentials = { authorization: request.headers.authorization, apiKey: undefined, pathSecret: undefined }
    response.writeHead(bringsSecret(credentials, secret) ? 202 : 401).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/radarr/main`,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

test('a webhook is registered once, with all its events, and tried both ways', async () => {
  await using receiver = await startReceiver('s3cret')
  await using radarr = await startRadarrSimulator()
  const client = createRadarrClient({
    app: 'radarr',
    name: 'main',
    url: radarr.url,
    apiKey: radarr.apiKey,
    pathMappings: [],
    webhookSecret: 's3cret',
  })
  const { url } = receiver
  expect(await findWebhook(client, { url, signal })).toEqual({ is: 'absent' })
  expect(await testWebhook(client, { url, signal })).toContain('backlot webhook register')
  expect(await registerWebhook(client, { url, signal })).toEqual({ id: 1 })
  expect(await findWebhook(client, { url, signal })).toMatchObject({ is: 'registered', name: 'Backlot', missingEvents: [] })
  expect(await testWebhook(client, { url, signal })).toBeUndefined()
  expect(radarr.webhooks.all).toMatchObject([{ onDownload: true, onMovieFileDelete: true, onHealthIssue: true }])
  await registerWebhook(client, { url, signal })
  expect(radarr.webhooks.all).toHaveLength(1)
})

test('one that points elsewhere, or misses events, is told and set right', async () => {
  await using receiver = await startReceiver('s3cret')
  await using radarr = await startRadarrSimulator()
  const client = createRadarrClient({
    app: 'radarr',
    name: 'main',
    url: radarr.url,
    apiKey: radarr.apiKey,
    pathMappings: [],
    webhookSecret: 's3cret',
  })
  const { url } = receiver
  radarr.webhooks.add({ name: 'Backlot', url: 'http://old.invalid/' })
  expect(await findWebhook(client, { url, signal })).toMatchObject({ is: 'elsewhere', url: 'http://old.invalid/' })
  expect(await testWebhook(client, { url, signal })).toContain('points at http://old.invalid/')
  await registerWebhook(client, { url, signal })
  const [own] = radarr.webhooks.all
  if (own !== undefined) own['onRename'] = false
  expect(await findWebhook(client, { url, signal })).toMatchObject({ is: 'registered', missingEvents: ['onRename'] })
})

test('a server whose posts do not arrive says why', async () => {
  await using receiver = await startReceiver('another secret')
  await using radarr = await startRadarrSimulator()
  const client = createRadarrClient({
    app: 'radarr',
    name: 'main',
    url: radarr.url,
    apiKey: radarr.apiKey,
    pathMappings: [],
    webhookSecret: 's3cret',
  })
  await expect(registerWebhook(client, { url: receiver.url, signal })).rejects.toMatchObject({
    failure: 'wrong',
    message: expect.stringContaining('HTTP 401'),
  })
})
