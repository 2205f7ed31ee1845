import { createHost, type Host, type Insert } from '@backlot/jobs'
import { createTestDatabase } from '@backlot/testing'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as accounts from './index.ts'

let db: Kysely<accounts.AccountsDatabase>
let drop: () => Promise<void>
let host: Host
const hostOn = (url: string): Host => createHost({ database: { url }, bundles: [accounts.accountsBundle()] })
beforeAll(async () => {
  const prepare = async (url: string): Promise<void> => {
    const first = hostOn(url)
    await first.start({ work: false })
    await first.stop()
  }
  const database = await createTestDatabase({ template: 'accounts', prepare })
  host = hostOn(database.url)
  await host.start({ work: false })
  const pool = new pg.Pool({ connectionString: database.url, max: 6 })
  pool.on('error', () => {})
  db = new Kysely({ dialect: new PostgresDialect({ pool }) })
  drop = async () => {
    await host.stop()
    await db.destroy()
    await database.drop()
  }
})
afterAll(async () => await drop())

const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)
const user = (): string => crypto.randomUUID()

/** Everything that is stored, as text. */
const stored = async (): Promise<string> => {
  const tables = ['sessions', 'api_tokens', 'failed_logins', 'one_time_tokens']
  const rows = await Promise.all(tables.map(async (table) => (await sql`select * from ${sql.table(`backlot.${table}`)}`.execute(db)).rows))
  return JSON.stringify(rows.flat())
}

test('a session is found by its token until it ends or is revoked', async () => {
  const userId = user()
  const session = await accounts.createSession(db, { userId, origin: '192.0.2.1', expiresAt: inDays(1) })
  const over = await accounts.createSession(db, { userId, origin: '192.0.2.1', expiresAt: inDays(-1) })
  expect(await accounts.findSession(db, session.token)).toEqual({ id: session.id, userId })
  expect(await accounts.findSession(db, over.token)).toBeUndefined()
  expect(await accounts.findSession(db, `${session.token}x`)).toBeUndefined()
  expect(await accounts.revokeSessions(db, { id: session.id })).toBe(1)
  expect(await accounts.findSession(db, session.token)).toBeUndefined()
  await accounts.createSession(db, { userId, origin: '192.0.2.1', expiresAt: inDays(1) })
  expect(await accounts.revokeSessions(db, { userId })).toBe(2)
})

test('an API token is listed without its text, and is good until it is revoked by its owner', async () => {
  const userId = user()
  const { id, token } = await accounts.createApiToken(db, { userId, name: 'script' })
  expect(await accounts.findApiToken(db, token)).toEqual({ id, userId })
  const [listed] = await accounts.listApiTokens(db, userId)
  expect(listed).toMatchObject({ id, name: 'script', expiresAt: null })
  expect(listed?.usedAt).toBeInstanceOf(Date)
  expect(await accounts.revokeApiToken(db, { id, userId: user() })).toBe(false)
  expect(await accounts.revokeApiToken(db, { id, userId })).toBe(true)
  expect(await accounts.findApiToken(db, token)).toBeUndefined()
  expect(await accounts.listApiTokens(db, userId)).toEqual([])
})

test('a reset is good once, for its purpose, and only the last one', async () => {
  const userId = user()
  const reset = { purpose: 'password reset', userId, expiresAt: inDays(1) } as const
  const first = await accounts.createOneTimeToken(db, reset)
  const { token } = await accounts.createOneTimeToken(db, reset)
  expect(await accounts.redeemOneTimeToken(db, { purpose: 'password reset', token: first.token })).toBeUndefined()
  expect(await accounts.redeemOneTimeToken(db, { purpose: 'email verification', token })).toBeUndefined()
  const tries = await Promise.all(
    Array.from({ length: 5 }, async () => await accounts.redeemOneTimeToken(db, { purpose: 'password reset', token })),
  )
  expect(tries.filter((found) => found?.userId === userId)).toHaveLength(1)
})

test('failed logins are counted by name and by place', async () => {
  const since = inDays(-1)
  const { insert } = host.client
  await accounts.recordFailedLogin(db, { login: 'Ada', origin: '198.51.100.1' }, insert)
  await accounts.recordFailedLogin(db, { login: 'ada', origin: '198.51.100.2' }, insert)
  await accounts.recordFailedLogin(db, { login: 'x'.repeat(5_000), origin: '198.51.100.1' }, insert)
  expect(await accounts.countFailedLogins(db, { login: 'ADA', origin: '198.51.100.1', since })).toEqual({ ofLogin: 2, fromOrigin: 2 })
  expect(await accounts.countFailedLogins(db, { login: 'ada', origin: '198.51.100.1', since: inDays(1) })).toEqual({
    ofLogin: 0,
    fromOrigin: 0,
  })
})

test('a failed login and the news of it are there together or not at all', async () => {
  const logins = async (login: string) => await db.selectFrom('backlot.failed_logins').select('at').where('login', '=', login).execute()
  const news = async (text: string) => (await host.client.jobList({ kinds: ['notification'], text })).jobs
  const { at } = await accounts.recordFailedLogin(db, { login: 'Grace', origin: '198.51.100.9' }, host.client.insert)
  expect(await logins('grace')).toEqual([{ at }])
  const [job, ...others] = await news('grace')
  expect(others).toEqual([])
  expect((await host.client.jobGet(job?.id ?? ''))?.args).toMatchObject({
    event: { type: 'login.failed', timestamp: at.toISOString(), data: { user: 'grace', from: '198.51.100.9' } },
  })
  const failing: Insert = async (...asked) => {
    await host.client.insert(...asked)
    throw new Error('The connection broke')
  }
  await expect(accounts.recordFailedLogin(db, { login: 'Edith', origin: '198.51.100.9' }, failing)).rejects.toThrow('The connection broke')
  expect([await logins('edith'), await news('edith')]).toEqual([[], []])
})

test('no token is stored', async () => {
  const userId = user()
  const made = [
    await accounts.createSession(db, { userId, origin: 'here', expiresAt: inDays(1) }),
    await accounts.createApiToken(db, { userId, name: 'n' }),
    await accounts.createOneTimeToken(db, { purpose: 'email verification', userId, expiresAt: inDays(1) }),
  ]
  const text = await stored()
  for (const { token } of made) expect(text).not.toContain(token.slice(4))
})

test('what is over for long goes, whatever ended it; what holds stays; a dry run counts the same', async () => {
  for (const table of ['sessions', 'api_tokens', 'failed_logins', 'one_time_tokens'])
    await sql`truncate ${sql.table(`backlot.${table}`)}`.execute(db)
  const userId = user()
  for (const days of [-50, -10, 10]) {
    await accounts.createSession(db, { userId, origin: 'here', expiresAt: inDays(days) })
    await accounts.createApiToken(db, { userId, name: 'n', expiresAt: inDays(days) })
    await accounts.createOneTimeToken(db, { purpose: 'password reset', userId: user(), expiresAt: inDays(days) })
    await accounts.createOneTimeToken(db, { purpose: 'email verification', userId: user(), expiresAt: inDays(days) })
    await accounts.recordFailedLogin(db, { login: 'ada', origin: 'here' }, host.client.insert)
  }
  // One of each that still holds was ended long ago by hand.
  await sql`update backlot.sessions set revoked_at = now() - interval '40 d' where expires_at > now()`.execute(db)
  await sql`update backlot.api_tokens set revoked_at = now() - interval '40 d' where expires_at > now()`.execute(db)
  await sql`update backlot.one_time_tokens set used_at = now() - interval '40 d' where expires_at > now()`.execute(db)
  await sql`update backlot.failed_logins set at = now() - interval '40 d' where id = (select min(id) from backlot.failed_logins)`.execute(
    db,
  )
  const options = { olderThan: inDays(-30), batchSize: 1, signal: new AbortController().signal }
  for (const dryRun of [true, false]) {
    const counts = await Promise.all(
      accounts.accountCleanupTargets(db).map(async (target) => [target.name, (await target.run({ ...options, dryRun })).deleted] as const),
    )
    expect(Object.fromEntries(counts)).toEqual({ sessions: 2, api_tokens: 2, failed_logins: 1, password_resets: 2, email_verifications: 2 })
  }
  expect(await accounts.listApiTokens(db, userId)).toHaveLength(1)
})
