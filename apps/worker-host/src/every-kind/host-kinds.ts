import { z } from 'zod'
import { expect } from 'vitest'
import { scanListSchema } from '../http/library-routes.ts'
import { insertedSchema } from '../http/job-schema.ts'
import type { Takes, Taking } from './taking.ts'

const activityList = z.object({ activity: z.array(z.object({ deed: z.string() })) })

const scansOf = async ({ host }: Taking, library: string) =>
  (await host.api(scanListSchema, { path: `/api/libraries/${library}/scans` })).scans

/** The kinds of the host itself, of its libraries and of what it keeps. */
export const hostKinds: Takes = {
  media_probe: async (at) => {
    // No file is a film really, and that is what reading them finds.
    const { result } = await at.take('media_probe', { libraryId: at.films })
    expect(result).toMatchObject({ probed: 0, failed: 0 })
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
    const { result } = await at.take('cleanup', { target: 'all', olderThan: '1d' })
    expect(result).toMatchObject({ dryRun: false })
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
