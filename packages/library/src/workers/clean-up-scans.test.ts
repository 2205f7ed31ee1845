import { perform } from '@backlot/jobs/testing'
import type { Job, JobState } from '@backlot/jobs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { cleanUpLibraryScans } from '../args.ts'
import { setupDatabase } from '../testing/test-database.ts'
import { cleanUpScansWorker } from './clean-up-scans.ts'

/** Scans by job id: their state and how many days ago they began and ended. Jobs by id with their states. */
const setup = async (scans: Record<string, { state: string; daysAgo: number; paths?: string[] }>, jobStates: Record<string, JobState>) => {
  const database = await setupDatabase()
  const { id: libraryId } = await database.db
    .insertInto('backlot.libraries')
    .values({ name: 'films', type: 'movie' })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [jobId, { state, daysAgo, paths = null }] of Object.entries(scans)) {
    const at = sql`now() - make_interval(days => ${daysAgo})`
    await sql`
      insert into backlot.scans (id, library_id, job_id, state, paths, started_at, finished_at)
      values (gen_random_uuid(), ${libraryId}, ${jobId}, ${state}, ${paths}, ${at}, case when ${state} <> 'running' then ${at} end)`.execute(
      database.db,
    )
  }
  const jobGet = async (id: string) => {
    const state = jobStates[id]
    return await Promise.resolve(state === undefined ? undefined : ({ id, state } as Job))
  }
  return {
    ...database,
    run: async (args: Parameters<typeof cleanUpLibraryScans>[0] = {}) =>
      (await perform(cleanUpScansWorker({ db: database.db, jobs: { jobGet } }), cleanUpLibraryScans(args))).result,
    rows: async () => await database.db.selectFrom('backlot.scans').select(['job_id as job', 'state', 'error']).orderBy('job_id').execute(),
  }
}

test('scans whose job has ended or is gone are ended with the reason; others are left alone', async () => {
  await using at = await setup(
    {
      discarded: { state: 'running', daysAgo: 0 },
      gone: { state: 'running', daysAgo: 0 },
      retryable: { state: 'running', daysAgo: 0 },
      running: { state: 'running', daysAgo: 0 },
    },
    { discarded: 'discarded', retryable: 'retryable', running: 'running' },
  )
  expect(await at.run({ dryRun: true })).toEqual({ failed: 2, deleted: 0, dryRun: true })
  expect((await at.rows()).every(({ state }) => state === 'running')).toBe(true)
  expect(await at.run()).toEqual({ failed: 2, deleted: 0, dryRun: false })
  expect(await at.rows()).toEqual([
    { job: 'discarded', state: 'failed', error: 'Its job discarded is discarded, and had not finished it.' },
    { job: 'gone', state: 'failed', error: 'Its job gone is gone, and had not finished it.' },
    { job: 'retryable', state: 'running', error: null },
    { job: 'running', state: 'running', error: null },
  ])
})

test('finished scans go after their retention with what they had staged, but for the last of each library', async () => {
  await using at = await setup(
    {
      'a old': { state: 'completed', daysAgo: 90 },
      'b failed': { state: 'failed', daysAgo: 60 },
      'c last': { state: 'completed', daysAgo: 40 },
      'd limited': { state: 'completed', daysAgo: 31, paths: ['/x'] },
      'e new': { state: 'cancelled', daysAgo: 2 },
    },
    {},
  )
  await sql`insert into backlot.scan_folders (scan_id, root_id, folder) select id, 1, '' from backlot.scans where state = 'failed'`.execute(
    at.db,
  )
  expect(await at.run({ dryRun: true })).toEqual({ failed: 0, deleted: 3, dryRun: true })
  expect(await at.run()).toEqual({ failed: 0, deleted: 3, dryRun: false })
  expect((await at.rows()).map(({ job }) => job)).toEqual(['c last', 'e new'])
  expect(await at.db.selectFrom('backlot.scan_folders').select('folder').execute()).toEqual([])
  expect(await at.run({ retentionDays: 0 })).toMatchObject({ deleted: 1 })
})
