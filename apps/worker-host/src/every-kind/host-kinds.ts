import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { expect } from 'vitest'
import { allMovies, movieTitled } from '../day/day-catalog.ts'
import { morningFilms, newFilms } from '../day/day-films.ts'
import { libraryProblemsSchema, scanListSchema } from '../http/library-routes.ts'
import { insertedSchema } from '../http/job-schema.ts'
import { deliveryListSchema } from '../http/notification-service.ts'
import { found } from './movie-kinds.ts'
import type { Takes, Taking } from './taking.ts'

const activityList = z.object({ activity: z.array(z.object({ deed: z.string() })) })

/** A film that can be read, of the sample library. */
const realFilm = fileURLToPath(new URL('../../../../examples/library/movies/Safety Last! (1923)/Safety Last! (1923).mkv', import.meta.url))

/** Lets TMDb say who plays in Metropolis, and has that read; `args` make it another refresh than those of the last half hour. */
const castOf = async ({ host, world }: Taking, person: { id: number; name: string }, args: object): Promise<void> => {
  world.tmdb.addPerson(person)
  const cast = [{ ...person, character: 'Freder', order: 0, credit_id: `c${person.id}`, profile_path: null }]
  world.tmdb.change('movie', morningFilms.metropolis.tmdbId, { credits: { cast, crew: [] } })
  const { id: movieId } = await movieTitled(host.api, 'Metropolis')
  await host.run('metadata_refresh_movie', { movieId, ...args })
  await host.settle()
}

const scansOf = async ({ host }: Taking, library: string) =>
  (await host.api(scanListSchema, { path: `/api/libraries/${library}/scans` })).scans

/** The kinds of the host itself, of its libraries and of what it keeps. */
export const hostKinds: Takes = {
  media_probe: async (at) => {
    const { title, year } = newFilms.kid
    const folder = join(at.world.films, `${title} (${year})`)
    const path = join(folder, `${title} (${year}).mkv`)
    await mkdir(folder)
    await copyFile(realFilm, path)
    await at.host.run('movie_file_match', { path, libraryId: at.films })
    const file = async () => (await movieTitled(at.host.api, title)).files[0]
    expect(await file()).toMatchObject({ path })
    expect((await file())?.media).toBeUndefined()
    expect((await at.take('media_probe', { libraryId: at.films })).result).toMatchObject({ probed: 1, failed: 0 })
    expect((await file())?.media).toMatchObject({ container: 'matroska', durationSeconds: expect.any(Number) as number })
    // Every other file is text, which is what the library says of it.
    const { problems } = await at.host.api(libraryProblemsSchema, { path: '/api/libraries/films/problems' })
    expect(problems.map(({ kind }) => kind)).toContain('damaged file')
    expect(problems.map((problem) => problem.path)).not.toContain(path)
  },
  notification: async (at) => {
    const event = { id: 'by hand', type: 'host.started', timestamp: new Date().toISOString(), data: { host: 'here', version: '1' } }
    await at.take('notification', { event, agentNames: ['phone'] })
    expect(at.world.phone.told.at(-1)).toMatchObject({ type: 'host.started', title: 'Backlot started on here' })
  },
  periodic_library_scan: async (at) => {
    const before = (await scansOf(at, 'films')).length
    const { result } = await at.take('periodic_library_scan', { force: true })
    expect((result as { enqueued: string[] }).enqueued.toSorted()).toEqual(['films', 'series'])
    expect(await scansOf(at, 'films')).toHaveLength(before + 1)
  },
  library_scan_cleanup: async (at) => {
    expect((await scansOf(at, 'films')).length).toBeGreaterThan(1)
    await at.take('library_scan_cleanup', { retentionDays: 0 })
    // The last one stays: what the library was like when it was looked at.
    expect(await scansOf(at, 'films')).toHaveLength(1)
  },
  activity_cleanup: async (at) => {
    const deeds = async () => (await at.host.api(activityList, { path: '/api/activity' })).activity
    expect((await deeds()).length).toBeGreaterThan(0)
    await at.take('activity_cleanup', { retentionDays: 0 })
    expect(await deeds()).toEqual([])
  },
  cleanup: async (at) => {
    const deliveries = async () => (await at.host.api(deliveryListSchema, { path: '/api/notifications/deliveries' })).deliveries
    const [first, second] = [
      { id: 5_002, name: 'Gustav Fröhlich' },
      { id: 5_003, name: 'Alfred Abel' },
    ]
    await castOf(at, first, { languages: ['en'], force: true })
    expect(await found(at, first.name, 'people')).toEqual([first.name])
    await castOf(at, second, { languages: ['en'] })
    expect((await deliveries()).length).toBeGreaterThan(0)

    const counted = await at.take('cleanup', { target: 'all', olderThan: '0ms', dryRun: true })
    expect((await deliveries()).length).toBeGreaterThan(0)
    const { result } = await at.take('cleanup', { target: 'all', olderThan: '0ms' })
    for (const { deleted } of [counted.result, result] as { deleted: Record<string, number> }[]) {
      expect(deleted['notification_deliveries']).toBeGreaterThan(0)
      expect(deleted['orphaned_people']).toBeGreaterThan(0)
    }
    expect(await deliveries()).toEqual([])
    expect(await found(at, first.name, 'people')).toEqual([])
    expect(await found(at, second.name, 'people')).toEqual([second.name])
    // What is not over stays.
    expect(await allMovies(at.host.api)).not.toEqual([])
  },
  jobs_batch: async (at) => {
    const runAt = new Date(Date.now() + 86_400_000).toISOString()
    const body = { kind: 'media_probe', args: { libraryId: at.series }, runAt }
    const { id } = await at.host.api(insertedSchema, { method: 'POST', path: '/api/jobs', body })
    const filter = { kinds: ['media_probe'], states: ['scheduled'] }
    expect((await at.take('jobs_batch', { operation: 'cancel', filter })).result).toMatchObject({ changed: 1 })
    expect(await at.host.ended(id)).toMatchObject({ state: 'cancelled' })
  },
  search_reconcile: async (at) => {
    const { result } = await at.take('search_reconcile')
    expect(result).toMatchObject({ missing: 0, stale: 0, leftOver: 0 })
    expect((result as { compared: number }).compared).toBeGreaterThan(10)
  },
  health_check: async (at) => {
    at.world.radarr.outages.begin({ answer: 'cut' })
    const { result } = await at.take('health_check')
    at.world.radarr.outages.end()
    expect((result as { problems: string[] }).problems.join()).toContain('radarr main')
  },
}
