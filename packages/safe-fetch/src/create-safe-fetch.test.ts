import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { createSafeFetch, type SafeFetchOptions } from './create-safe-fetch.ts'
import { guardedLookup, type LookupAll } from './guarded-lookup.ts'

const serve = async (listener: RequestListener) => {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    requests,
    port,
    host: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const setup = async (listener: RequestListener, options: Partial<SafeFetchOptions> = {}) => {
  const server = await serve(listener)
  const limits = { maxBytes: 1_000, timeoutMs: 5_000 }
  return { server, fetch: createSafeFetch({ trustedHosts: [server.host], ...limits, ...options }), limits }
}

/** Names lead where the test says; each question is counted. */
const names = (table: Record<string, readonly string[]>) => {
  const asked: string[] = []
  const lookup: LookupAll = (name, _options, done) => {
    asked.push(name)
    const addresses = (table[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    done(null, addresses)
  }
  return { asked, lookup }
}

test('an answer comes with its status, headers and bytes', async () => {
  const { server, fetch } = await setup((request, response) => {
    response.writeHead(404, { 'x-method': request.method ?? '' }).end('no such picture')
  })
  await using _ = server
  const { status, headers, bytes, url } = await fetch(`http://${server.host}/p.jpg?size=1`)
  expect({ status, method: headers['x-method'], text: new TextDecoder().decode(bytes), url }).toEqual({
    status: 404,
    method: 'GET',
    text: 'no such picture',
    url: `http://${server.host}/p.jpg?size=1`,
  })
  expect(server.requests[0]?.url).toBe('/p.jpg?size=1')
})

describe('names', () => {
  test.each([
    ['this machine', ['127.0.0.1']],
    ['a private address among public ones', ['93.184.216.34', '10.0.0.1']],
    ['this machine by IPv6', ['::1']],
    ['this machine by a mapped address', ['::ffff:127.0.0.1']],
    ["a cloud's metadata", ['169.254.169.254']],
  ])('one that leads to %s is refused before anything is sent', async (_title, addresses) => {
    const { lookup } = names({ 'evil.example': addresses })
    const { server, limits } = await setup((_request, response) => void response.end('secret'))
    await using _ = server
    const fetch = createSafeFetch({ ...limits, lookup, allowHttp: true })
    await expect(fetch(`http://evil.example:${server.port}/`)).rejects.toMatchObject({ name: 'SafeFetchError', reason: 'refused' })
    expect(server.requests).toEqual([])
  })

  test('the socket gets the addresses that were checked, so that no second answer can come between', async () => {
    const answers = [['93.184.216.34', '2606:4700::1'], ['127.0.0.1']]
    const lookup: LookupAll = (_name, _options, done) =>
      done(
        null,
        (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
      )
    const guarded = guardedLookup({ lookup, any: false })
    const given = vi.fn()
    guarded('rebinding.example', { all: true }, given)
    expect(given.mock.lastCall?.[1]).toMatchObject([{ address: '93.184.216.34' }, { address: '2606:4700::1' }])
    guarded('rebinding.example', {}, given)
    expect(given.mock.lastCall?.[0]).toMatchObject({ reason: 'refused' })
  })

  test('a trusted name may lead home', async () => {
    const { lookup } = names({ 'nas.home': ['127.0.0.1'] })
    const { server, limits } = await setup((_request, response) => void response.end('hello'))
    await using _ = server
    const fetch = createSafeFetch({ ...limits, lookup, trustedHosts: [`nas.home:${server.port}`] })
    expect((await fetch(`http://nas.home:${server.port}/`)).status).toBe(200)
  })

  test('one without an address is unreachable', async () => {
    const { lookup } = names({})
    const fetch = createSafeFetch({ maxBytes: 10, timeoutMs: 5_000, lookup })
    await expect(fetch('https://nowhere.example/')).rejects.toMatchObject({
      reason: 'unreachable',
      message: 'Fetching https://nowhere.example/ failed: nowhere.example has no address',
    })
  })
})

describe('redirects', () => {
  const redirectTo =
    (location: (request: IncomingMessage) => string, status = 302): RequestListener =>
    (request, response) =>
      void (request.url === '/end' ? response.end('end') : response.writeHead(status, { location: location(request) }).end())

  test('they are followed, and the answer says where it came from', async () => {
    const { server, fetch } = await setup(redirectTo(() => '/end'))
    await using _ = server
    expect((await fetch(`http://${server.host}/start`)).url).toBe(`http://${server.host}/end`)
  })

  test.each([
    'http://127.1/',
    'https://0x7f000001/',
    'https://localhost/',
    'https://[::ffff:127.0.0.1]/',
    'file:///etc/passwd',
    'http://[',
    'http://example.org/',
  ])('one to %s is refused', async (location) => {
    const { server, fetch } = await setup(redirectTo(() => location))
    await using _ = server
    await expect(fetch(`http://${server.host}/`)).rejects.toMatchObject({ reason: 'refused' })
  })

  test('one to another port of a trusted machine is refused', async () => {
    await using inner = await serve((_request, response) => void response.end('secret'))
    const { server, fetch } = await setup(redirectTo(() => `http://${inner.host}/`))
    await using _ = server
    await expect(fetch(`http://${server.host}/`)).rejects.toMatchObject({ reason: 'refused' })
    expect(inner.requests).toEqual([])
  })

  test('they end', async () => {
    const { server, fetch } = await setup(
      redirectTo(({ url }) => `${url}x`),
      { maxRedirects: 2 },
    )
    await using _ = server
    await expect(fetch(`http://${server.host}/`)).rejects.toMatchObject({ reason: 'too many redirects' })
    expect(server.requests).toHaveLength(3)
  })

  test('secrets do not go along to another host', async () => {
    await using other = await serve((_request, response) => void response.end())
    const { server } = await setup(redirectTo(() => `http://${other.host}/end`, 307))
    await using _ = server
    const fetch = createSafeFetch({ trustedHosts: [server.host, other.host], maxBytes: 10, timeoutMs: 5_000 })
    await fetch(`http://${server.host}/`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'x-key': 'y', accept: 'a/b' },
      body: '{}',
    })
    expect(other.requests.map(({ method, headers }) => [method, headers.authorization, headers['x-key'], headers.accept])).toEqual([
      ['POST', undefined, undefined, 'a/b'],
    ])
  })

  test('a form that was taken is not sent twice', async () => {
    const { server, fetch } = await setup(redirectTo(() => '/end', 303))
    await using _ = server
    await fetch(`http://${server.host}/`, { method: 'POST', body: '{}' })
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })
})

describe('limits', () => {
  test('an answer that says it is too large is not read', async () => {
    const { server, fetch } = await setup((_request, response) => void response.writeHead(200, { 'content-length': 1_001 }).write('x'))
    await using _ = server
    await expect(fetch(`http://${server.host}/`)).rejects.toMatchObject({ reason: 'too large' })
  })

  test('an endless answer is broken off', async () => {
    let closed: Promise<void> | undefined
    const { server, fetch } = await setup((_request, response) => {
      closed = new Promise((resolve) => response.once('close', resolve))
      const more = (): void => void (response.destroyed || (response.write(Buffer.alloc(100)), setImmediate(more)))
      more()
    })
    await using _ = server
    await expect(fetch(`http://${server.host}/`)).rejects.toMatchObject({ reason: 'too large' })
    await closed
  })

  test('an answer as large as allowed is read', async () => {
    const { server, fetch } = await setup((_request, response) => void response.end(Buffer.alloc(1_000)))
    await using _ = server
    expect((await fetch(`http://${server.host}/`)).bytes).toHaveLength(1_000)
  })

  test('an answer to HEAD has no body, however long it says one would be', async () => {
    const { server, fetch } = await setup((_request, response) => void response.writeHead(200, { 'content-length': 5_000 }).end())
    await using _ = server
    expect(await fetch(`http://${server.host}/`, { method: 'HEAD' })).toMatchObject({ status: 200, bytes: new Uint8Array() })
  })

  test('a connection is kept for the next request', async () => {
    const { server, fetch } = await setup((request, response) => void response.end(String(request.socket.remotePort)))
    await using _ = server
    const ports = []
    for (let index = 0; index < 3; index++) ports.push(new TextDecoder().decode((await fetch(`http://${server.host}/`)).bytes))
    expect(new Set(ports).size).toBe(1)
  })

  test.each([
    ['never begins', () => {}],
    ['never ends', (_request, response) => void response.write('x')],
  ] satisfies [string, RequestListener][])('an answer that %s is too slow', async (_title, listener) => {
    const { server, fetch } = await setup(listener, { timeoutMs: 100 })
    await using _ = server
    await expect(fetch(`http://${server.host}/?token=secret`)).rejects.toMatchObject({
      reason: 'too slow',
      message: `Fetching http://${server.host}/ failed: it was not done within 0.1 s`,
    })
  })

  test("an abort rejects with the signal's reason, before and in the middle", async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled')
    const { server, fetch } = await setup(() => controller.abort(reason))
    await using _ = server
    await expect(fetch(`http://${server.host}/`, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(server.requests).toEqual([])
    await expect(fetch(`http://${server.host}/`, { signal: controller.signal })).rejects.toBe(reason)
  })

  test('a connection that breaks is unreachable', async () => {
    const { server, fetch } = await setup((request) => void request.socket.destroy())
    await using _ = server
    await expect(fetch(`http://${server.host}/`)).rejects.toMatchObject({ reason: 'unreachable' })
  })
})
