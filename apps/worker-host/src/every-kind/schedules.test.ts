import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'
import { jobSchema } from '../http/job-schema.ts'
import { scheduleListSchema, scheduleSchema } from '../http/schedule-routes.ts'

const instance = (name: string) => ({ name, url: 'http://127.0.0.1:9', apiKey: 'key' })

/** What is inserted again and again: the kind and the args of each schedule. */
const planned = {
  cleanup: ['cleanup', { target: 'all' }],
  activity_cleanup: ['activity_cleanup', {}],
  library_scan_cleanup: ['library_scan_cleanup', {}],
  periodic_library_scan: ['periodic_library_scan', {}],
  nightly_library_scan: ['periodic_library_scan', { force: true }],
  metadata_refresh_due: ['metadata_refresh_due', {}],
  search_reconcile: ['search_reconcile', {}],
  health_check: ['health_check', {}],
  'radarr_sync main': ['radarr_sync', { instance: 'main', operation: 'incremental' }],
  'radarr_sync main full': ['radarr_sync', { instance: 'main', operation: 'full' }],
  'radarr_sync uhd': ['radarr_sync', { instance: 'uhd', operation: 'incremental' }],
  'radarr_sync uhd full': ['radarr_sync', { instance: 'uhd', operation: 'full' }],
  'sonarr_sync tv': ['sonarr_sync', { instance: 'tv', operation: 'incremental' }],
  'sonarr_sync tv full': ['sonarr_sync', { instance: 'tv', operation: 'full' }],
} as const

/** A host whose Radarrs and Sonarr answer nothing. */
const setup = async () => {
  const folder = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const config = configSchema.parse({
    data: folder.path,
    jobs: { timeZone: 'Europe/Berlin' },
    arr: { radarr: [instance('main'), instance('uhd')], sonarr: [instance('tv')] },
  })
  const backlot = compose({ config, database: { url: database.url, kind: 'external', version: 'test' }, logger: silentLogger })
  await backlot.host.start()
  return {
    ask: async (method: string, path: string, body?: object): Promise<{ status: number; json: unknown }> => {
      const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const response = await backlot.app.request(path, { method, ...content })
      return { status: response.status, json: await response.json() }
    },
    [Symbol.asyncDispose]: async () => {
      await backlot.host.stop()
      await backlot.close()
      await database.drop()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test('every schedule is listed, edited for good, and run by hand with what it is to do', { timeout: 120_000 }, async () => {
  await using at = await setup()
  const list = async () => scheduleListSchema.parse((await at.ask('GET', '/api/schedules')).json).schedules
  const before = await list()
  expect(before.map(({ name }) => name).toSorted()).toEqual(Object.keys(planned).toSorted())
  for (const { name, cron, timeZone, enabled, edited } of before) {
    expect({ name, timeZone, enabled, edited }).toEqual({ name, timeZone: 'Europe/Berlin', enabled: true, edited: false })
    const path = `/api/schedules/${encodeURIComponent(name)}`
    const [kind, args] = planned[name as keyof typeof planned]
    const run = await at.ask('POST', `${path}/run`)
    expect(run).toMatchObject({ status: 202, json: { kind } })
    const job = await at.ask('GET', `/api/jobs/${(run.json as { id: string }).id}`)
    expect(jobSchema.parse(job.json)).toMatchObject({ kind, args })
    expect(await at.ask('PATCH', path, { cron: 'every day' })).toMatchObject({ status: 400 })
    const edit = await at.ask('PATCH', path, { cron: '5 5 * * 1', timeZone: 'UTC', enabled: name !== 'cleanup' })
    const changed = scheduleSchema.parse(edit.json)
    expect(changed).toMatchObject({ cron: '5 5 * * 1', timeZone: 'UTC', edited: true })
    expect(cron).not.toBe('5 5 * * 1')
    expect(changed.nextAt).toMatch(/T05:05:00/)
  }
  const after = await list()
  expect(after.every(({ cron, edited, lastAt }) => cron === '5 5 * * 1' && edited && lastAt !== undefined)).toBe(true)
  expect(after.find(({ name }) => name === 'cleanup')?.enabled).toBe(false)
})
