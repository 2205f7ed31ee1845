import { defineJob } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { periodicLibraryScan } from '../args.ts'
import { editLibrary, type SomeSettings } from '../libraries/edit-library.ts'
import { setupDatabase } from '../testing/test-database.ts'
import { periodicLibraryScanWorker, type PeriodicScanResult } from './periodic-library-scan.ts'

const scanFilms = defineJob({
  kind: 'films_scan',
  queue: 'bulk',
  timeout: '1m',
  args: z.object({ libraryId: z.uuid(), paths: z.array(z.string()).optional(), force: z.boolean().optional() }),
})

const hour = 3_600_000

/** Libraries by name, each last scanned so many hours ago (null: never, and added a year ago). */
const setup = async (libraries: Record<string, SomeSettings & { type?: 'movie' | 'tvshow'; scannedHoursAgo: number | null }>) => {
  const database = await setupDatabase()
  const ids = new Map<string, string>()
  for (const [name, { type = 'movie', scannedHoursAgo, ...settings }] of Object.entries(libraries)) {
    const { id } = await database.db
      .insertInto('backlot.libraries')
      .values({ name, type, created_at: new Date(Date.now() - 365 * 24 * hour) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await editLibrary(database.db, id, settings)
    ids.set(id, name)
    if (scannedHoursAgo !== null)
      await sql`
        insert into backlot.scans (id, library_id, job_id, state, started_at)
        values (gen_random_uuid(), ${id}, 'earlier', 'completed', now() - make_interval(hours => ${scannedHoursAgo}))`.execute(database.db)
  }
  const run = async (args: Parameters<typeof periodicLibraryScan>[0] = {}) => {
    const { result, inserted } = await perform(
      periodicLibraryScanWorker({ db: database.db, scans: { movie: scanFilms } }),
      periodicLibraryScan(args),
    )
    const scans = inserted
      .filter(({ kind }) => kind === 'films_scan')
      .map(({ args: given }) => given as { libraryId: string; force?: boolean })
    return {
      result: result as PeriodicScanResult,
      scans: scans.map(({ libraryId, ...rest }) => ({ library: ids.get(libraryId), ...rest })),
      inserted,
    }
  }
  return { ...database, run }
}

test('libraries are scanned when their interval is over, and only enabled ones', async () => {
  await using at = await setup({
    due: { scanIntervalMs: 2 * hour, scannedHoursAgo: 3 },
    'not due': { scanIntervalMs: 4 * hour, scannedHoursAgo: 3 },
    'never scanned': { scanIntervalMs: 24 * hour, scannedHoursAgo: null },
    'not enabled': { enabled: false, scannedHoursAgo: 100 },
    'only when asked': { scanIntervalMs: null, scannedHoursAgo: 100 },
    series: { type: 'tvshow', scannedHoursAgo: 100 },
  })
  const { result, scans, inserted } = await at.run()
  expect(scans).toEqual([{ library: 'due' }, { library: 'never scanned' }])
  expect(result).toMatchObject({ enqueued: ['due', 'never scanned'], underWay: [], notScanned: ['series'] })
  expect(inserted.every(({ inTransaction }) => inTransaction)).toBe(true)
})

test('the job comes back when the next library is due, so that short intervals are kept', async () => {
  await using at = await setup({
    often: { scanIntervalMs: hour / 4, scannedHoursAgo: 1 },
    soon: { scanIntervalMs: 2 * hour, scannedHoursAgo: 1 },
  })
  const { result, inserted } = await at.run()
  const inMinutes = (new Date(result.nextAt ?? 0).getTime() - Date.now()) / 60_000
  expect(inMinutes).toBeGreaterThan(14)
  expect(inMinutes).toBeLessThan(17)
  expect(inserted.at(-1)).toMatchObject({ kind: 'periodic_library_scan', args: { dueAt: result.nextAt } })
})

test('by night every library with an interval is looked at whole, due or not', async () => {
  await using at = await setup({
    one: { scannedHoursAgo: 0 },
    'only when asked': { scanIntervalMs: null, scannedHoursAgo: 0 },
    'not enabled': { enabled: false, scannedHoursAgo: 0 },
  })
  expect((await at.run({ force: true })).scans).toEqual([{ library: 'one', force: true }])
})

test('a scan of some folders does not count as a scan of the library', async () => {
  await using at = await setup({ films: { scannedHoursAgo: 100 } })
  await sql`
    insert into backlot.scans (id, library_id, job_id, state, paths)
    select gen_random_uuid(), id, 'watching', 'completed', '{/films/a}' from backlot.libraries`.execute(at.db)
  expect((await at.run()).scans).toEqual([{ library: 'films' }])
})

test('without libraries nothing is enqueued, and the job does not come back', async () => {
  await using at = await setup({})
  expect((await at.run()).inserted).toEqual([])
})
