import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupMedia } from '../testing/test-media.ts'
import { isProviderError } from './provider-error.ts'
import { createProviderTurns } from './provider-turns.ts'
import { setupTmdb } from './tmdb/test-tmdb.ts'

const run = promisify(execFile)
const child = join(import.meta.dirname, '../testing/test-ask-in-child.ts')

const setup = async (requestsPerSecond = 35) => {
  const media = await setupMedia()
  const turns = createProviderTurns(media.db)
  const tmdb = await setupTmdb({ turns, requestsPerSecond })
  tmdb.simulator.addMovie({ id: 603, title: 'The Matrix' })
  return {
    ...media,
    ...tmdb,
    turns,
    /** When the next request may go out, in milliseconds of the database's time. */
    nextAt: async () => {
      const { rows } = await sql<{ at: number }>`
        select (1000 * extract(epoch from next_at))::float8 as at from backlot.provider_turns where provider = 'tmdb'`.execute(media.db)
      return rows[0]?.at ?? 0
    },
    [Symbol.asyncDispose]: async () => {
      await tmdb[Symbol.asyncDispose]()
      await media[Symbol.asyncDispose]()
    },
  }
}

test('two processes on one database ask no more than 35 times a second together', async () => {
  await using at = await setup()
  const before = performance.now()
  await at.turns.take('tmdb', { limit: 35, intervalMs: 1_000 })
  const first = await at.nextAt()
  const ask = async () =>
    await run(process.execPath, ['--conditions=@backlot/source', child, at.databaseUrl, at.simulator.url, at.simulator.token, '30'])
  await Promise.all([ask(), ask()])
  const { requests } = at.simulator
  expect(requests).toHaveLength(60)
  // Sixty turns were given, none of them twice, and nobody went before the last one came.
  expect((await at.nextAt()) - first).toBeGreaterThanOrEqual(60 * (1_000 / 35))
  expect((requests.at(-1)?.at ?? 0) - before).toBeGreaterThanOrEqual(59 * (1_000 / 35))
})

test('a request waits for its turn, and a stop ends the wait', async () => {
  await using at = await setup(5)
  const begun = performance.now()
  await Promise.all(Array.from({ length: 3 }, async () => await at.tmdb.movie('603', { signal: at.signal })))
  expect(performance.now() - begun).toBeGreaterThanOrEqual(400)
  const stop = new AbortController()
  const waiting = Promise.all(Array.from({ length: 40 }, async () => await at.tmdb.movie('603', { signal: stop.signal })))
  stop.abort(new Error('stopped'))
  await expect(waiting).rejects.toThrow('stopped')
})

test('who comes too late for a turn takes another, a few times', async () => {
  let now = 0
  let [taken, delayMs] = [0, 0]
  const setTimeout = (run: () => void, ms: number): void => {
    now += ms + delayMs
    run()
  }
  const clock = { now: () => now, setTimeout, clearTimeout: () => {} }
  const turns = { take: async () => await Promise.resolve({ waitMs: 100 * ++taken }), pause: async () => await Promise.resolve() }
  await using at = await setupTmdb({ turns, clock: clock as never })
  at.simulator.addMovie({ id: 603, title: 'The Matrix' })
  const ask = async () => {
    taken = 0
    await at.tmdb.movie('603', { signal: at.signal })
    return taken
  }
  delayMs = 50
  expect(await ask()).toBe(1)
  delayMs = 51
  expect(await ask()).toBe(6)
})

test('a pause that one host was asked for is kept by all', async () => {
  await using at = await setup()
  at.simulator.limit(60)
  await expect(at.tmdb.movie('603', { signal: at.signal })).rejects.toSatisfy((error) => isProviderError(error, 'limited'))
  at.simulator.recover()
  const { url, token } = at.simulator
  await using other = await setupTmdb({ url, token, turns: at.turns })
  await expect(other.tmdb.movie('603', { signal: at.signal })).rejects.toSatisfy(
    (error) => isProviderError(error, 'limited') && (error.retryAfterMs ?? 0) > 50_000,
  )
  expect(at.simulator.requests).toHaveLength(1)
  // A pause of another provider is nothing to it.
  expect(await at.turns.take('tvmaze', { limit: 18, intervalMs: 10_000 })).toEqual({ waitMs: 0 })
})
