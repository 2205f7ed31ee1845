import { expect, test } from 'vitest'
import { snooze } from '../decision.ts'
import { isPermanentError } from '../define/job-error.ts'
import { perform } from '../testing/perform.ts'
import { cleanUp, sendNotification } from './args.ts'
import { cleanupWorker } from './cleanup-worker.ts'
import { notificationWorker } from './notification-worker.ts'
import type { CleanupTarget, NotificationAgent } from './ports.ts'

const event = { id: 'e1', type: 'movie.added', timestamp: '2026-01-02T03:04:05Z' }

const agent = (name: string, more: Partial<NotificationAgent> = {}) => {
  const sent: string[] = []
  return {
    sent,
    name,
    enabled: true,
    takes: () => true,
    send: async ({ id }: { id: string }) => await Promise.resolve(void sent.push(id)),
    ...more,
  }
}

test('an event becomes one job for each enabled agent that takes it, and is sent by none of them yet', async () => {
  const agents = [agent('a'), agent('off', { enabled: false }), agent('b'), agent('deaf', { takes: () => false })]
  const { inserted } = await perform(notificationWorker(agents), sendNotification({ event }))
  expect(inserted.map(({ args }) => args)).toEqual([
    { event, agentNames: ['a'] },
    { event, agentNames: ['b'] },
  ])
  expect(agents.flatMap(({ sent }) => sent)).toEqual([])
})

test('a job for one agent sends to that one; a failure is its own', async () => {
  const [a, b] = [agent('a'), agent('b', { send: async () => await Promise.reject(new Error('No route')) })]
  const worker = notificationWorker([a, b])
  expect(await perform(worker, sendNotification({ event, agentNames: ['a'] }))).toMatchObject({ result: { sent: 1 } })
  expect(a.sent).toEqual(['e1'])
  await expect(perform(worker, sendNotification({ event, agentNames: ['b'] }))).rejects.toThrow('No route')
  await expect(perform(worker, sendNotification({ event, agentNames: ['c'] }))).rejects.toThrow(
    'There is no notification agent "c"; known: a, b',
  )
})

test('an event that is put aside is told by no job; what is due instead of it goes to all', async () => {
  const a = agent('a')
  const aside = await perform(
    notificationWorker([a], async () => await Promise.resolve(undefined)),
    sendNotification({ event }),
  )
  expect(aside).toMatchObject({ result: { gathered: true }, inserted: [] })
  const digest = { ...event, id: 'digest' }
  const due = await perform(
    notificationWorker([a], async () => await Promise.resolve(digest)),
    sendNotification({ event }),
  )
  expect(due.inserted.map(({ args }) => args)).toEqual([{ event: digest, agentNames: ['a'] }])
})

test('an agent whose turn it is not yet comes back later, and knows which attempt it is', async () => {
  const seen: unknown[] = []
  const busy = agent('busy', {
    send: async (_, { attempt, maxAttempts }) => await Promise.resolve((seen.push([attempt, maxAttempts]), snooze('5s'))),
  })
  const performed = await perform(notificationWorker([busy]), sendNotification({ event, agentNames: ['busy'] }), { attempt: 2 })
  expect(performed.outcome).toBe('snoozed')
  expect(seen).toEqual([[2, 5]])
})

const target = (name: string, deleted: number) => {
  const runs: Parameters<CleanupTarget['run']>[0][] = []
  return { name, describe: name, runs, run: async (options: (typeof runs)[0]) => await Promise.resolve((runs.push(options), { deleted })) }
}

test('cleanup runs one target or all, with the age, the batch size and the dry run that it was given', async () => {
  const [old, older] = [target('old', 3), target('older', 4)]
  const now = Date.UTC(2026, 0, 31)
  const clock = { now: () => now } as never
  const worker = cleanupWorker([old, older], clock)
  const all = await perform(worker, cleanUp({ target: 'all', olderThan: '30d', batchSize: 7, dryRun: true }))
  expect(all.result).toEqual({ dryRun: true, deleted: { old: 3, older: 4 } })
  expect(old.runs[0]).toMatchObject({ olderThan: new Date(Date.UTC(2026, 0, 1)), batchSize: 7, dryRun: true })
  expect((await perform(worker, cleanUp({ target: 'older', olderThan: '1d' }))).result).toEqual({ dryRun: false, deleted: { older: 4 } })
})

test('an unknown target is a permanent failure that names the known ones', async () => {
  const failure = await perform(cleanupWorker([target('old', 0)]), cleanUp({ target: 'new', olderThan: '1d' })).catch(
    (error: unknown) => error,
  )
  expect(isPermanentError(failure)).toBe(true)
  expect(String(failure)).toContain('known: all, old')
})
