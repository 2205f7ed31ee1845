import { migrate } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { createTestDatabase } from '@backlot/testing'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { Check } from '../doctor/check.ts'
import type { DoctorCheck } from '../http/system-service.ts'
import { checkHealth } from './check-health.ts'
import { healthMigrations, type HealthDatabase } from './health-database.ts'
import { checkHealthWorker } from './health-jobs.ts'

interface ToldEvent {
  type: string
  data: { source: string; reason: string }
}

/** A health check over checks that a test sets, by name; a message stands for a warning. */
const setup = async () => {
  const database = await createTestDatabase({
    template: 'health',
    prepare: async (url) => void (await migrate(url, [healthMigrations])),
  })
  const pool = new pg.Pool({ connectionString: database.url, max: 4 })
  pool.on('error', () => {})
  const db = new Kysely<HealthDatabase>({ dialect: new PostgresDialect({ pool }) })
  let checks: Check[] = []
  const worker = checkHealthWorker({ db, checks: () => checks })
  return {
    db,
    /** Runs it; gives what was told, as `type source: reason`. */
    look: async (...results: (DoctorCheck | (() => Promise<DoctorCheck[]>))[]): Promise<string[]> => {
      checks = results.map((result) =>
        typeof result === 'function'
          ? { name: 'thrown', run: result }
          : { name: result.name, run: async () => await Promise.resolve([result]) },
      )
      const { inserted } = await perform(worker, checkHealth({}))
      expect(inserted.every(({ inTransaction }) => inTransaction)).toBe(true)
      return inserted.map((job) => {
        const { type, data } = (job.args as { event: ToldEvent }).event
        return `${type} ${data.source}: ${data.reason}`
      })
    },
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

const ok = (name: string): DoctorCheck => ({ name, status: 'ok', message: 'answers' })
const bad = (name: string, message = 'does not answer'): DoctorCheck => ({ name, status: 'warning', message })

test('a problem is told when it is there twice in a row, once, and once that it is over', async () => {
  await using health = await setup()
  expect(await health.look(ok('tmdb'), ok('disk'))).toEqual([])
  expect(await health.look(bad('tmdb'), ok('disk'))).toEqual([])
  expect(await health.look(bad('tmdb', 'still does not answer'), ok('disk'))).toEqual(['health.problem tmdb: still does not answer'])
  expect(await health.look(bad('tmdb'), ok('disk'))).toEqual([])
  expect(await health.look(ok('tmdb'), ok('disk'))).toEqual(['health.restored tmdb: answers'])
  expect(await health.look(ok('tmdb'), ok('disk'))).toEqual([])
})

test('a hiccup tells nothing, however often', async () => {
  await using health = await setup()
  for (const result of [bad('tmdb'), ok('tmdb'), bad('tmdb'), ok('tmdb')]) expect(await health.look(result)).toEqual([])
  const since = await health.db.selectFrom('backlot.health_checks').select(['status', 'failures', 'told']).execute()
  expect(since).toEqual([{ status: 'ok', failures: 0, told: false }])
})

test('a check that throws is a problem; what to do is told with it; of several of one name the worst speaks', async () => {
  await using health = await setup()
  const broken = async () => await Promise.reject(new Error('the disk is gone'))
  const roots = [ok('library Films'), { ...bad('library Films', 'may not be read'), status: 'failed' as const, fix: 'Mount it' }]
  expect(await health.look(broken, ...roots)).toEqual([])
  expect(await health.look(broken, ...roots)).toEqual([
    'health.problem library Films: may not be read. Mount it',
    'health.problem thrown: the disk is gone',
  ])
})

test('what is no longer checked is forgotten, and begins anew when it is back', async () => {
  await using health = await setup()
  for (const _ of [1, 2]) await health.look(bad('radarr main'))
  expect(await health.look(ok('disk'))).toEqual([])
  expect(await health.look(ok('disk'), bad('radarr main'))).toEqual([])
  expect(await health.look(ok('disk'), bad('radarr main'))).toEqual(['health.problem radarr main: does not answer'])
})
