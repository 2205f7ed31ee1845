import { createHmac } from 'node:crypto'
import { isPermanentError, isRetryAfterError } from '@backlot/jobs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movieAdded, scanFailed, type EventType } from '../args.ts'
import { beginDelivery } from '../deliveries/begin-delivery.ts'
import { setupNotifications, tell, type TestNotifications } from '../testing/test-agents.ts'
import { startTestReceiver, type Answer } from '../testing/test-receiver.ts'

let kit: TestNotifications
beforeAll(async () => {
  kit = await setupNotifications()
})
afterAll(async () => await kit[Symbol.asyncDispose]())

const at = new Date('2026-01-02T03:04:05Z')
let made = 0
/** A film that no other test told of. */
const film = (title = 'Metropolis') =>
  movieAdded({ items: [{ id: `m${++made}`, title, year: 1927 }], library: { id: 'l', name: 'films' }, at })
const bad = (reason = 'The disk is gone') => scanFailed({ library: { id: 'l', name: 'films' }, scanId: `s${++made}`, reason, at })

describe('what goes over the wire', () => {
  test('ntfy gets JSON at its root, with priority, tag and Bearer', async () => {
    await using receiver = await startTestReceiver()
    await tell(kit.agent({ type: 'ntfy', name: 'phone', url: receiver.url, topic: 'films', token: 'tk_secret' }), bad())
    expect(receiver.posts).toMatchObject([
      {
        method: 'POST',
        path: '/',
        headers: { authorization: 'Bearer tk_secret', 'content-type': 'application/json' },
        json: { topic: 'films', title: 'The scan of films failed', message: 'The disk is gone', priority: 5, tags: ['rotating_light'] },
      },
    ])
  })

  test('ntfy gets no more than its 4,096 bytes, and whole characters', async () => {
    await using receiver = await startTestReceiver()
    await tell(kit.agent({ type: 'ntfy', name: 'phone', url: receiver.url, topic: 'films' }), bad('ü'.repeat(5_000)))
    const message = String(receiver.posts[0]?.json['message'])
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096)
    expect(message).toMatch(/^ü+…$/)
  })

  test('Apprise gets the key in the path, or its URLs in the body', async () => {
    await using receiver = await startTestReceiver()
    await tell(kit.agent({ type: 'apprise', name: 'all', url: receiver.url, key: 'home', tag: 'admins' }), bad())
    await tell(kit.agent({ type: 'apprise', name: 'urls', url: receiver.url, urls: ['json://localhost'] }), film())
    expect(receiver.posts).toMatchObject([
      {
        path: '/notify/home/',
        json: { title: 'The scan of films failed', body: 'The disk is gone', type: 'failure', format: 'text', tag: 'admins' },
      },
      {
        path: '/notify/',
        json: { urls: ['json://localhost'], title: 'Film added: Metropolis (1927)', body: 'Library: films', type: 'success' },
      },
    ])
  })

  test('a webhook gets the whole event, signed over its delivery, its time and its body', async () => {
    await using receiver = await startTestReceiver()
    const secret = 'a secret of sixteen or more'
    const agent = kit.agent({
      type: 'webhook',
      name: 'own',
      url: `${receiver.url}/hook?token=hidden`,
      secret,
      headers: { 'X-Mine': 'yes' },
      allowPrivateAddresses: true,
    })
    const event = film()
    await tell(agent, event)
    const [post] = receiver.posts
    expect(post).toMatchObject({ path: '/hook?token=hidden', headers: { 'x-mine': 'yes' } })
    expect(post?.json).toMatchObject({ version: 1, ...event, title: 'Film added: Metropolis (1927)', level: 'success' })
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = post?.headers ?? {}
    const expected = createHmac('sha256', secret)
      .update(`${String(id)}.${String(timestamp)}.${post?.text}`)
      .digest('base64')
    expect(signature).toBe(`v1,${expected}`)
    expect(Math.abs(Number(timestamp) * 1_000 - Date.now())).toBeLessThan(60_000)
  })

  test('Discord gets titles as text, cut to its limits, and may call nobody', async () => {
    await using receiver = await startTestReceiver()
    const agent = kit.agent({
      type: 'discord',
      name: 'club',
      webhookUrl: `${receiver.url}/api/webhooks/1/token`,
      allowPrivateAddresses: true,
    })
    await tell(agent, film('*@everyone* [win](http://evil.example)'))
    await tell(agent, film('A'.repeat(400)))
    const [first, second] = receiver.posts.map(({ json }) => json as { embeds: [{ title: string }]; allowed_mentions: unknown })
    expect(first?.embeds[0].title).toBe(String.raw`Film added: \*\@everyone\* \[win\]\(http://evil.example\) \(1927\)`)
    expect(first?.allowed_mentions).toEqual({ parse: [] })
    expect(second?.embeds[0].title).toHaveLength(256)
  })
})

describe('failures', () => {
  const attempt = async (answer: Answer, attempt = 1) => {
    await using receiver = await startTestReceiver()
    receiver.answers.push(answer)
    const agent = kit.agent({ type: 'gotify', name: `g${++made}`, url: receiver.url, token: 'AbCdEf' })
    const error = await tell(agent, film(), { attempt }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    return { error, delivery: (await kit.deliveries()).find((delivery) => delivery.agent === agent.name) }
  }

  test.each([400, 401, 403, 404, 413, 422])('%i is not tried again', async (status) => {
    const { error, delivery } = await attempt({ status })
    expect(isPermanentError(error)).toBe(true)
    expect(delivery).toMatchObject({ state: 'failed', attempts: 1 })
  })

  test.each([408, 425, 500, 502, 503])('%i is tried again, and failed when that was the last', async (status) => {
    const first = await attempt({ status })
    expect([isPermanentError(first.error), isRetryAfterError(first.error), first.delivery?.state]).toEqual([false, false, 'retrying'])
    expect((await attempt({ status }, 5)).delivery).toMatchObject({ state: 'failed' })
  })

  test.each([
    ['seconds in the header', { status: 429, headers: { 'retry-after': '7' } }, 7_000],
    ['seconds in the body, as Discord says it', { status: 429, body: '{"retry_after":1.5}' }, 1_500],
    ['nothing said', { status: 429 }, 30_000],
    ['a server that is down for so long', { status: 503, headers: { 'retry-after': '60' } }, 60_000],
  ])('it waits as it was told: %s', async (_, answer, waitMs) => {
    const { error, delivery } = await attempt(answer)
    expect(isRetryAfterError(error) && error.retryAfterMs).toBe(waitMs)
    expect(delivery?.state).toBe('retrying')
  })

  test('a date in the header counts from now', async () => {
    const { error } = await attempt({ status: 429, headers: { 'retry-after': new Date(Date.now() + 90_000).toUTCString() } })
    expect(isRetryAfterError(error) && error.retryAfterMs).toBeGreaterThan(85_000)
  })

  test('what answers nobody is tried again', async () => {
    const agent = kit.agent({ type: 'gotify', name: 'nobody', url: 'http://127.0.0.1:1', token: 'AbCdEf' })
    const error = await tell(agent, film()).catch((thrown: unknown) => thrown)
    expect(isPermanentError(error)).toBe(false)
    expect(String(error)).toContain('Gotify (agent "nobody") could not be reached')
  })

  test('a redirect is not followed, wherever it leads', async () => {
    await using receiver = await startTestReceiver()
    receiver.answers.push({ status: 302, headers: { location: `${receiver.url}/elsewhere` } })
    const agent = kit.agent({ type: 'gotify', name: 'moved', url: receiver.url, token: 'AbCdEf' })
    await expect(tell(agent, film())).rejects.toThrow('redirects to another address')
    expect(receiver.posts).toHaveLength(1)
  })

  test('a signal ends the wait', async () => {
    const agent = kit.agent({ type: 'email', name: 'slow', host: '127.0.0.1', port: 1, from: 'a@example.org', to: ['b@example.org'] })
    await expect(tell(agent, film(), { signal: AbortSignal.abort(new Error('Stopped')) })).rejects.toThrow('Stopped')
  })
})

describe('secrets', () => {
  test('are not in errors, in the log of deliveries, or in what is said of an agent, even when the receiver repeats them', async () => {
    await using receiver = await startTestReceiver()
    const agent = kit.agent({ type: 'gotify', name: 'loud', url: receiver.url, token: 'tell-nobody' })
    receiver.answers.push({ status: 500, body: 'The token tell-nobody is wrong' })
    const error = await tell(agent, film()).catch((thrown: unknown) => thrown)
    const seen = JSON.stringify([
      String(error),
      (error as Error).stack,
      (error as Error).cause,
      await kit.deliveries(),
      { ...agent },
      kit.logged,
    ])
    expect(seen).toContain('The token [secret] is wrong')
    expect(seen).not.toContain('tell-nobody')
  })

  test("the address of a Discord webhook is one, and so is a webhook's query", async () => {
    const discord = kit.agent({
      type: 'discord',
      name: 'gone',
      webhookUrl: 'http://127.0.0.1:1/api/webhooks/12345/ToKeN-1',
      allowPrivateAddresses: true,
    })
    const own = kit.agent({
      type: 'webhook',
      name: 'off',
      url: 'http://127.0.0.1:1/hook?key=QuErY-1',
      secret: 'SeCrEt-of-sixteen-chars',
      allowPrivateAddresses: true,
    })
    const errors = await Promise.allSettled([tell(discord, film()), tell(own, film())])
    const said = errors.map((settled) => (settled.status === 'rejected' ? String(settled.reason) : 'told')).join('\n')
    expect(said).toMatch(/(.*could not be reached.*\n?){2}/)
    expect(said).not.toMatch(/ToKeN-1|QuErY-1|SeCrEt/)
  })
})

test.each([
  'http://127.0.0.1',
  'http://127.1',
  'http://0x7f000001',
  'http://2130706433',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://localhost',
  'http://10.0.0.7',
  'http://192.168.1.2',
  'http://169.254.169.254',
  'http://[fd00::1]',
])('a webhook does not reach %s unless that is allowed', async (address) => {
  await using receiver = await startTestReceiver()
  const url = `${address}:${new URL(receiver.url).port}/`
  const agent = kit.agent({ type: 'webhook', name: 'inward', url, secret: 'a secret of sixteen or more' })
  const error = await tell(agent, film()).catch((thrown: unknown) => thrown)
  expect(isPermanentError(error)).toBe(true)
  expect(String(error)).toContain('allowPrivateAddresses: true lets it be told')
  expect(receiver.posts).toEqual([])
})

test('a webhook on the own network is told where that is allowed', async () => {
  await using receiver = await startTestReceiver()
  for (const url of [receiver.url, receiver.url.replace('127.0.0.1', '127.1'), receiver.url.replace('127.0.0.1', 'localhost')]) {
    await tell(kit.agent({ type: 'webhook', name: 'lan', url, secret: 'a secret of sixteen or more', allowPrivateAddresses: true }), film())
  }
  expect(receiver.posts).toHaveLength(3)
})

/** The first so many that resolve. */
const firstOf = async <Value>(all: readonly Promise<Value>[], count: number): Promise<Value[]> =>
  await new Promise((resolve) => {
    const settled: Value[] = []
    for (const one of all)
      void one.then(
        (value) => settled.push(value) === count && resolve(settled),
        () => undefined,
      )
  })

describe('once', () => {
  test('an event that was told is not told again, by whatever job', async () => {
    await using receiver = await startTestReceiver()
    const agent = kit.agent({ type: 'gotify', name: 'once', url: receiver.url, token: 'AbCdEf' })
    const event = film()
    receiver.answers.push({ status: 500 })
    await expect(tell(agent, event)).rejects.toThrow('answered 500')
    await tell(agent, event, { attempt: 2 })
    await tell(agent, event, { attempt: 3 })
    expect(receiver.posts).toHaveLength(2)
    expect((await kit.deliveries()).filter(({ eventId }) => eventId === event.id)).toMatchObject([
      { state: 'sent', attempts: 2, reason: null },
    ])
  })

  test('of jobs that tell the same at the same time one sends, and the others wait for what comes of it', async () => {
    await using receiver = await startTestReceiver()
    const settings = { type: 'gotify', name: 'claimed', url: receiver.url, token: 'AbCdEf' } as const
    const event = film()
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    receiver.answers.push({ status: 500, after: answered })
    // Each as another host has it.
    const sending = Array.from({ length: 6 }, async () => await tell(kit.agent(settings), event))
    const others = await firstOf(sending, 5)
    for (const decision of others) expect((decision as { delayMs?: number }).delayMs).toBeGreaterThan(30_000)
    answer()
    expect((await Promise.allSettled(sending)).filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(receiver.posts).toHaveLength(1)
    // It failed, so the next one sends; and then nobody.
    await Promise.all([tell(kit.agent(settings), event), tell(kit.agent(settings), event)])
    await tell(kit.agent(settings), event)
    expect(receiver.posts).toHaveLength(2)
  })

  test('a job that died while it sent stands in the way no longer than a send can take', async () => {
    await using receiver = await startTestReceiver()
    const agent = kit.agent({ type: 'gotify', name: 'bereaved', url: receiver.url, token: 'AbCdEf' })
    const event = film()
    const delivery = { eventId: event.id, eventType: event.type, agent: agent.name, title: 't', rateLimit: agent.rateLimit }
    expect(await beginDelivery(kit.db, delivery)).toEqual({ sent: false, waitMs: 0 })
    expect(await tell(agent, event)).toMatchObject({ delayMs: expect.any(Number) as number })
    expect(receiver.posts).toEqual([])
    await kit.db
      .updateTable('backlot.notification_deliveries')
      .set({ claimed_until: new Date(0) })
      .where('agent', '=', agent.name)
      .execute()
    await tell(agent, event)
    expect(receiver.posts).toHaveLength(1)
  })

  test('a rate limit holds for all who send: what is over it waits for its turn, and keeps it', async () => {
    await using receiver = await startTestReceiver()
    const settings = { type: 'gotify', name: 'slowly', url: receiver.url, token: 'AbCdEf', rateLimit: { max: 3, per: '10m' } } as const
    // Two of the same name, as two hosts have.
    const [here, there] = [kit.agent(settings), kit.agent(settings)]
    const events = Array.from({ length: 10 }, () => film())
    const decisions = await Promise.all(events.map(async (event, index) => await tell(index % 2 === 0 ? here : there, event)))
    expect(receiver.posts).toHaveLength(3)
    const waits = decisions.flatMap((decision) => (decision === undefined ? [] : [Number((decision as { delayMs?: number }).delayMs)]))
    // Three at once after ten minutes, three more after twenty, one after thirty.
    expect(waits.toSorted((a, b) => a - b).map((ms) => Math.round(ms / 60_000))).toEqual([10, 10, 10, 20, 20, 20, 30])
    const waiting = events.find((_, index) => decisions[index] !== undefined) ?? film()
    const again = (await tell(kit.agent(settings), waiting)) as { delayMs?: number }
    expect(Number(again.delayMs)).toBeLessThanOrEqual(Math.max(...waits))
    expect(receiver.posts).toHaveLength(3)
  })
})

test('a test message goes to its receiver and into the log; a refusal says why', async () => {
  await using receiver = await startTestReceiver()
  const agent = kit.agent({ type: 'gotify', name: 'tested', url: receiver.url, token: 'AbCdEf', enabled: false })
  receiver.answers.push({ status: 200 }, { status: 401, body: '{"error":"Unauthorized"}' })
  const { signal } = new AbortController()
  await agent.test({ signal })
  await expect(agent.test({ signal })).rejects.toThrow('answered 401: {"error":"Unauthorized"}')
  expect(receiver.posts[0]?.json).toMatchObject({ title: 'Backlot can reach you' })
  expect((await kit.deliveries()).filter(({ agent: name }) => name === 'tested')).toMatchObject([{ state: 'failed' }, { state: 'sent' }])
})

test('filters take types, categories or all; without any, what is worth a message', () => {
  const event = (type: string, data = {}) => ({ id: 'x', type, timestamp: at.toISOString(), data })
  const takes = (events: EventType[] | string[] | undefined, type: string, data = {}) =>
    kit.agent({ type: 'ntfy', name: 'f', topic: 't', events }).takes(event(type, data))
  expect([takes(['movie'], 'movie.added'), takes(['movie'], 'series.added'), takes(['scan.failed'], 'scan.done')]).toEqual([
    true,
    false,
    false,
  ])
  expect(takes(['all'], 'something.new')).toBe(true)
  expect([takes(undefined, 'movie.added'), takes(undefined, 'movie.updated'), takes(undefined, 'host.started')]).toEqual([
    true,
    false,
    false,
  ])
  expect([takes(undefined, 'scan.done', { first: true }), takes(undefined, 'scan.done', { first: false })]).toEqual([true, false])
})
