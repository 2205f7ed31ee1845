import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TmdbFault } from '@backlot/simulators'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isProviderError, type ProviderProblem } from '../provider-error.ts'
import { setupTmdb, type TestTmdb } from './test-tmdb.ts'

const ask = async ({ tmdb, signal }: TestTmdb, id = '603') => await tmdb.movie(id, { signal })

const problemOf = async (asked: Promise<unknown>): Promise<ProviderProblem | undefined> =>
  await asked.then(
    () => undefined,
    (error: unknown) => (isProviderError(error) ? error.problem : 'not found'),
  )

test.each<[TmdbFault, ProviderProblem]>([
  ['status 500', 'unavailable'],
  ['status 503', 'unavailable'],
  ['silence', 'unavailable'],
  ['cut', 'unavailable'],
  ['html', 'unavailable'],
  ['wrong type', 'unreadable'],
  ['broken json', 'unreadable'],
  ['other json', 'unreadable'],
  ['huge', 'too large'],
])('%s is %s, and the next answer is good again', async (fault, problem) => {
  await using setup = await setupTmdb({ timeoutMs: fault === 'silence' ? 200 : 20_000 })
  setup.simulator.addMovie({ id: 603, title: 'The Matrix' })
  setup.simulator.fail(fault, { times: 1 })
  expect(await problemOf(ask(setup))).toBe(problem)
  expect(await ask(setup)).toMatchObject({ changed: true, fields: { title: 'The Matrix' } })
})

test('a title that is not there is not found, by its name', async () => {
  await using setup = await setupTmdb()
  const failure = ask(setup)
  await expect(failure).rejects.toThrow('TMDb does not have the film 603')
  await expect(failure).rejects.toSatisfy((error) => isProviderError(error, 'not found'))
})

test('a server that is not there is unavailable', async () => {
  const setup = await setupTmdb()
  await setup.simulator[Symbol.asyncDispose]()
  await expect(ask(setup)).rejects.toThrow(/TMDb could not be reached \(ECONNREFUSED\)/)
})

test('a redirect is not followed: the token is for TMDb', async () => {
  await using elsewhere = await setupTmdb()
  const redirecting = createServer((_request, response) => response.writeHead(302, { location: elsewhere.simulator.url }).end())
  await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve))
  await using setup = await setupTmdb({ url: `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}` })
  expect(await problemOf(ask(setup))).toBe('unavailable')
  expect(elsewhere.simulator.requests).toEqual([])
  redirecting.closeAllConnections()
  redirecting.close()
})

test('while it asked for a pause nothing is asked', async () => {
  let now = 1_000_000
  await using setup = await setupTmdb({ clock: { now: () => now } as never })
  setup.simulator.addMovie({ id: 603, title: 'The Matrix' })
  setup.simulator.limit(7)
  await expect(ask(setup)).rejects.toSatisfy((error) => isProviderError(error, 'limited') && error.retryAfterMs === 7_000)
  now += 3_000
  await expect(ask(setup)).rejects.toSatisfy((error) => isProviderError(error, 'limited') && error.retryAfterMs === 4_000)
  expect(setup.simulator.requests).toHaveLength(1)
  setup.simulator.recover()
  now += 4_001
  expect(await ask(setup)).toMatchObject({ changed: true })
})

test('after five failures in a row it is left alone for a while', async () => {
  await using setup = await setupTmdb({ restMs: 300 })
  setup.simulator.addMovie({ id: 603, title: 'The Matrix' })
  setup.simulator.fail('status 503')
  for (let failures = 0; failures < 5; failures++) expect(await problemOf(ask(setup))).toBe('unavailable')
  await expect(ask(setup)).rejects.toSatisfy((error) => isProviderError(error, 'unavailable') && error.retryAfterMs === 300)
  expect(setup.simulator.requests).toHaveLength(5)
  setup.simulator.recover()
  await expect.poll(async () => await problemOf(ask(setup)), { timeout: 5_000 }).toBeUndefined()
})

test('a title that is bad does not open the circuit for others', async () => {
  await using setup = await setupTmdb()
  setup.simulator.addMovie({ id: 603, title: 'The Matrix' })
  setup.simulator.fail('broken json', { paths: /\/movie\/1$/ })
  for (let failures = 0; failures < 8; failures++) expect(await problemOf(ask(setup, '1'))).toBe('unreadable')
  expect(await ask(setup)).toMatchObject({ changed: true })
})

test('an aborted signal ends the wait at once', async () => {
  await using setup = await setupTmdb()
  setup.simulator.fail('silence')
  const stop = new AbortController()
  const asked = setup.tmdb.movie('603', { signal: stop.signal })
  stop.abort(new Error('stopped'))
  await expect(asked).rejects.toThrow('stopped')
})

describe('with a clock that the test moves', () => {
  afterEach(() => void vi.useRealTimers())

  test('no second sees more requests than are allowed', async () => {
    await using setup = await setupTmdb({ requestsPerSecond: 10 })
    setup.simulator.addMovie({ id: 603, title: 'The Matrix' })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const asked = Promise.all(Array.from({ length: 35 }, async () => await ask(setup)))
    // The last moment of each of four seconds.
    for (const [ms, requests] of [
      [999, 10],
      [1_000, 20],
      [1_000, 30],
      [1_000, 35],
    ] as const) {
      vi.advanceTimersByTime(ms)
      await expect.poll(() => setup.simulator.requests.length, { interval: 0 }).toBe(requests)
    }
    expect(await asked).toHaveLength(35)
  })

  test('a hundred series take no more requests than their seasons need, and no more than 35 in a second', async () => {
    await using setup = await setupTmdb()
    const { simulator, tmdb, signal } = setup
    const seasons = Array.from({ length: 100 }, (_, index) => [1, 2, 3, 8, 14, 15, 34, 35][index % 8] ?? 1)
    for (const [index, count] of seasons.entries()) simulator.addSeries({ id: index + 1, name: `Series ${index}`, seasons: count })
    const allowed = seasons.reduce((sum, count) => sum + Math.ceil((6 + count) / 20), 0)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const asked = Promise.all(
      seasons.map(async (count, index) => {
        const knownSeasons = Array.from({ length: count }, (_, number) => number + 1)
        return await tmdb.series(String(index + 1), { signal, knownSeasons })
      }),
    )
    // How many requests had come by the end of each tenth of a second.
    const counts: number[] = []
    while (simulator.requests.length < allowed && counts.length < 200) {
      await settled(() => simulator.requests.length)
      counts.push(simulator.requests.length)
      vi.advanceTimersByTime(100)
    }
    expect(simulator.requests).toHaveLength(allowed)
    for (const [index, count] of counts.entries()) expect((counts[index + 9] ?? allowed) - count).toBeLessThanOrEqual(35)
    expect((await asked).every(({ changed }) => changed)).toBe(true)
  })
})

/** Waits until a count stands still for a while of real time. */
const settled = async (count: () => number): Promise<void> => {
  for (let [before, still] = [count(), 0]; still < 5; still = count() === before ? still + 1 : 0) {
    before = count()
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
}
