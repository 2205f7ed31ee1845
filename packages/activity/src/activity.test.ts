import { migrate } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { openTestDatabase } from '@backlot/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { ActivityDatabase } from './activity-database.ts'
import { activityMigrations } from './activity-migrations.ts'
import { cleanUpActivity } from './args.ts'
import { cleanUpActivityWorker } from './clean-up-activity.ts'
import { listActivity } from './list-activity.ts'
import { recordActivity } from './record-activity.ts'

const setup = async () => {
  const database = await openTestDatabase<ActivityDatabase>({
    template: 'activity',
    prepare: async (url) => void (await migrate(url, [activityMigrations])),
  })
  const { db } = database
  return {
    db,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}

const added = {
  actor: 'ada',
  deed: 'library.added',
  target: { type: 'library', id: 'l1', name: 'films' },
  origin: '127.0.0.1',
  data: { paths: ['/media'] },
}

test('a deed is written down in its transaction: with it, or not at all', async () => {
  await using kit = await setup()
  await kit.db.transaction().execute(async (tx) => await recordActivity(tx, added))
  const broken = kit.db.transaction().execute(async (tx) => {
    await recordActivity(tx, { ...added, deed: 'library.removed' })
    throw new Error('It broke')
  })
  await expect(broken).rejects.toThrow('It broke')
  const { activity } = await listActivity(kit.db)
  expect(activity).toMatchObject([{ ...added, outcome: 'done', reason: null }])
  expect(activity[0]?.at).toBeInstanceOf(Date)
})

test('the log is filtered by who, what, to which thing, how it ended and when, and read in pages', async () => {
  await using kit = await setup()
  await recordActivity(kit.db, [
    added,
    { ...added, actor: 'radarr main', deed: 'movie.synced', target: { type: 'movie', id: 'm1' } },
    { ...added, deed: 'library.removed', outcome: 'refused', reason: 'There is no such library' },
    { actor: 'schedule cleanup', deed: 'job.inserted', origin: 'this machine' },
  ])
  await sql`update backlot.activity set at = at - interval '2 d' where deed = 'movie.synced'`.execute(kit.db)
  const deeds = async (filter: Parameters<typeof listActivity>[1]) => (await listActivity(kit.db, filter)).activity.map(({ deed }) => deed)
  expect(await deeds({ actor: 'ada' })).toEqual(['library.removed', 'library.added'])
  expect(await deeds({ deed: 'library' })).toEqual(['library.removed', 'library.added'])
  expect(await deeds({ deed: 'library.added' })).toEqual(['library.added'])
  expect(await deeds({ target: { type: 'movie' } })).toEqual(['movie.synced'])
  expect(await deeds({ target: { type: 'library', id: 'l2' } })).toEqual([])
  expect(await deeds({ outcome: 'refused' })).toEqual(['library.removed'])
  const yesterday = new Date(Date.now() - 86_400_000)
  expect(await deeds({ until: yesterday })).toEqual(['movie.synced'])
  expect(await deeds({ since: yesterday, actor: 'radarr main' })).toEqual([])
  const first = await listActivity(kit.db, {}, { limit: 3 })
  const second = await listActivity(kit.db, {}, { limit: 3, cursor: first.next })
  expect([...first.activity, ...second.activity].map(({ deed }) => deed)).toEqual([
    'job.inserted',
    'library.removed',
    'movie.synced',
    'library.added',
  ])
  expect(second.next).toBeUndefined()
})

test('the newest come first, however many there are, and pages give each once', async () => {
  await using kit = await setup()
  await recordActivity(
    kit.db,
    Array.from({ length: 25 }, (_, place) => ({ ...added, deed: `thing.${place}` })),
  )
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { activity, next } = await listActivity(kit.db, {}, { cursor, limit: 7 })
    seen.push(...activity.map(({ deed }) => deed))
    cursor = next
  } while (cursor !== undefined)
  expect(seen).toEqual(Array.from({ length: 25 }, (_, place) => `thing.${24 - place}`))
})

test('what is older than its retention goes, in batches; a dry run counts the same and removes nothing', async () => {
  await using kit = await setup()
  await sql`
    insert into backlot.activity (actor, deed, origin, outcome, at)
    select 'a', 'b', 'c', 'done', now() - n * interval '1 h' from generate_series(1, 12000) n`.execute(kit.db)
  const worker = cleanUpActivityWorker({ db: kit.db })
  const dry = await perform(worker, cleanUpActivity({ retentionDays: 1, dryRun: true }))
  const { result, progress } = await perform(worker, cleanUpActivity({ retentionDays: 1 }))
  expect([dry.result, result]).toMatchObject([
    { dryRun: true, deleted: 11_977 },
    { dryRun: false, deleted: 11_977 },
  ])
  expect(progress.map(({ current }) => current)).toEqual([0, 5_000, 10_000, 11_977])
  expect((await listActivity(kit.db, {}, { limit: 100 })).activity).toHaveLength(23)
  await expect(perform(worker, cleanUpActivity({}), { signal: AbortSignal.abort(new Error('Stopped')) })).rejects.toThrow('Stopped')
})
