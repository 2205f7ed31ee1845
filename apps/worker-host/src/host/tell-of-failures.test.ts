import type { DiscardedJob } from '@backlot/jobs'
import { expect, test } from 'vitest'
import { nameLibraries } from './name-libraries.ts'
import { tellOfFailures } from './tell-of-failures.ts'

const failed = (kind: string, args: Record<string, unknown>): DiscardedJob => ({
  id: 'j1',
  kind,
  queue: 'default',
  args,
  error: 'The disk is full',
  attempts: 2,
  failedAt: new Date('2026-01-02T03:04:05Z'),
})

const eventsOf = (kind: string, args: Record<string, unknown>, enabled = true): unknown[] => {
  const { discarded } = tellOfFailures([{ enabled, takes: () => true }])
  return (discarded?.(failed(kind, args)) ?? []).map((request) => (request.args as { event: unknown }).event)
}

test('a scan, a sync and any other job that failed for good are told as such', () => {
  expect(eventsOf('movie_library_scan', { libraryId: 'l1', scanId: 's1' })).toMatchObject([
    { id: 'scan.failed:s1', targetId: 'l1', timestamp: '2026-01-02T03:04:05.000Z', data: { scanId: 's1', reason: 'The disk is full' } },
  ])
  expect(eventsOf('sonarr_sync', { instance: 'home' })).toMatchObject([
    { id: 'sync.failed:j1', data: { service: 'sonarr', instance: 'home' } },
  ])
  expect(eventsOf('cleanup', {})).toMatchObject([{ id: 'job.failed:j1:2', data: { kind: 'cleanup' } }])
})

test('nothing is made of a notification that failed, and nothing where nobody takes it', () => {
  expect(eventsOf('notification', {})).toEqual([])
  expect(eventsOf('cleanup', {}, false)).toEqual([])
})

test('the library of a failed scan gets its name when the agents are told, and keeps its id when it is gone', async () => {
  const gather = nameLibraries(
    async (event) => await Promise.resolve(event),
    async (id) => await Promise.resolve(id === 'l1' ? 'Films' : undefined),
  )
  const told = async (libraryId: string) => {
    const event = { id: 'e', type: 'scan.failed', timestamp: '', data: { library: { id: libraryId, name: libraryId }, reason: 'Full' } }
    return (await gather(event, { insert: async () => await Promise.reject(new Error('Nothing to insert')) }))?.data
  }
  expect(await told('l1')).toEqual({ library: { id: 'l1', name: 'Films' }, reason: 'Full' })
  expect(await told('l2')).toMatchObject({ library: { id: 'l2', name: 'l2' } })
})
