import { createHost, bundle, type Host } from '@backlot/jobs'
import { sendNotification, type NotificationEvent } from '@backlot/jobs/args'
import { systemJobs, type NotificationAgent } from '@backlot/jobs/system'
import { waitFor } from '@backlot/testing'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { episodeAdded, hostStarted, jobFailed, movieAdded } from '../args.ts'
import { readEventData } from '../events/event-data.ts'
import { setupNotifications, type TestNotifications } from '../testing/test-agents.ts'
import { startTestReceiver } from '../testing/test-receiver.ts'
import { createGather } from './gather-events.ts'

let kit: TestNotifications
let host: Host | undefined
beforeEach(async () => {
  kit = await setupNotifications()
})
afterEach(async () => {
  await host?.stop()
  host = undefined
  await kit[Symbol.asyncDispose]()
})

const at = new Date('2026-01-02T03:04:05Z')
const episode = (number: number, season = 1) =>
  episodeAdded({ series: { id: 's1', title: 'Firefly' }, season, episodes: [{ id: `e${season}-${number}`, number }], at })
const film = (n: number) => movieAdded({ items: [{ id: `m${n}`, title: `Film ${n}` }], library: { id: 'l', name: 'films' }, at })

/** The ids of an event's items. */
const itemsOf = (event: NotificationEvent | undefined): string[] => (readEventData(event?.data).items ?? []).map(({ id }) => id)

/** A host with one agent that remembers what it was told. */
const startHost = async (agents?: readonly NotificationAgent[]) => {
  const told: NotificationEvent[] = []
  const listener: NotificationAgent = {
    name: 'listener',
    enabled: true,
    takes: () => true,
    send: async (event) => await Promise.resolve(void told.push(event)),
  }
  const gather = createGather({ db: kit.db, agents: agents ?? [listener] })
  const running = createHost({
    database: { url: kit.databaseUrl },
    bundles: [
      systemJobs({ db: kit.db, client: () => running.client, agents: agents ?? [listener], gather }),
      bundle({ name: 'test', version: '1.0.0' }),
    ],
    fetchCooldown: '10ms',
    drainTimeout: '5s',
  })
  await running.start()
  host = running
  const { client } = running
  return {
    told,
    client,
    gather,
    tell: async (events: readonly NotificationEvent[]) => await client.insertMany(events.map((event) => sendNotification({ event }))),
    gathered: async (count: number) =>
      await waitFor(`${count} events to be gathered`, async () => {
        const { rows } = await sql`select from backlot.notification_gathered`.execute(kit.db)
        return rows.length === count
      }),
    /** Makes every digest due; a job that is cancelled and retried is looked at anew. */
    comeDue: async () => {
      const { jobs } = await client.jobList({ kinds: ['notification'], states: ['scheduled'] })
      const ids = jobs.map(({ id }) => id)
      await sql`update pgboss.job set start_after = now() where id = any(${ids}::uuid[])`.execute(kit.db)
      await client.jobCancelMany(ids)
      await client.jobRetryMany(ids)
      return jobs
    },
  }
}

test('episodes of one season are told as one, after five minutes; another season apart', async () => {
  const { told, tell, gathered, comeDue } = await startHost()
  await tell([episode(1), episode(2), episode(3), episode(1, 2)])
  await gathered(4)
  const waiting = await comeDue()
  expect(waiting.map(({ createdAt, scheduledAt }) => Math.round((scheduledAt.getTime() - createdAt.getTime()) / 60_000))).toEqual([5, 5])
  await waitFor('two messages', () => told.length === 2)
  const [single, digest] = told.toSorted((a, b) => Number(a.data?.['count']) - Number(b.data?.['count']))
  // A digest of one is that one.
  expect(single).toEqual(episode(1, 2))
  expect(digest).toMatchObject({ type: 'episode.added', data: { count: 3, season: 1, series: { title: 'Firefly' } } })
  expect(itemsOf(digest).toSorted()).toEqual(['e1-1', 'e1-2', 'e1-3'])
})

test('what is not gathered is told at once; so is what nobody takes, to nobody', async () => {
  const deaf: NotificationAgent = { name: 'deaf', enabled: true, takes: () => false, send: async () => await Promise.resolve() }
  const { told, tell } = await startHost()
  await tell([hostStarted({ host: 'box', version: '1', at })])
  await waitFor('the message', () => told.length === 1)
  await host?.stop()
  const quiet = await startHost([deaf])
  await quiet.tell([episode(1)])
  await waitFor('the job', async () => (await quiet.client.jobTotal({ states: ['completed'], kinds: ['notification'] })) === 3)
  await quiet.gathered(0)
})

test('nothing is lost and nothing is told twice while events come in as digests are closed', async () => {
  const { told, tell, comeDue, client } = await startHost()
  const events = Array.from({ length: 120 }, (_, n) => film(n))
  for (let start = 0; start < events.length; start += 10) {
    await tell(events.slice(start, start + 10))
    await comeDue()
  }
  await waitFor('every film to be told', async () => {
    await comeDue()
    return told.flatMap(itemsOf).length >= events.length
  })
  expect(told.flatMap(itemsOf).toSorted()).toEqual(events.map((_, n) => `m${n}`).toSorted())
  expect(await client.jobTotal({ states: ['discarded', 'retryable'] })).toBe(0)
})

test('a job that runs again changes nothing: the event is in its digest once, the digest stays what it was', async () => {
  const { gather, client, gathered } = await startHost()
  const { insert } = client
  expect(await gather(film(1), { insert })).toBeUndefined()
  expect(await gather(film(1), { insert })).toBeUndefined()
  await gathered(1)
  const { jobs } = await client.jobList({ states: ['scheduled'] })
  expect(jobs).toHaveLength(1)
  const due = (await client.jobGet(jobs[0]?.id ?? ''))?.args['event'] as NotificationEvent
  const first = await gather(due, { insert })
  await gather(film(2), { insert })
  expect(await gather(due, { insert })).toEqual(first)
  expect(await gather(film(1), { insert })).toBeUndefined()
  // The second film is in a digest of its own.
  expect(await client.jobTotal({ states: ['scheduled'] })).toBe(2)
})

test('a digest whose job was cancelled is told with the next event', async () => {
  const { gather, client } = await startHost()
  const { insert } = client
  await gather(film(1), { insert })
  const [job] = (await client.jobList({ states: ['scheduled'] })).jobs
  await client.jobCancel(job?.id ?? '')
  await sql`update backlot.notification_digests set due_at = now() - interval '1 s'`.execute(kit.db)
  await gather(film(2), { insert })
  await waitFor('the digest to be told', async () => {
    const { rows } = await sql`select from backlot.notification_digests where closed_at is not null`.execute(kit.db)
    return rows.length === 1
  })
})

test('sixty jobs of one kind that fail are one message, which counts what it does not name', async () => {
  const { told, tell, gathered, comeDue } = await startHost()
  await tell(Array.from({ length: 60 }, (_, n) => jobFailed({ id: `j${n}`, kind: 'media_probe', attempt: 3, error: `Error ${n}`, at })))
  await gathered(60)
  await comeDue()
  await waitFor('the message', () => told.length === 1)
  expect(told[0]?.data).toMatchObject({ count: 60, kind: 'media_probe' })
})

test('from the insert to the receiver: each agent for itself, one that fails is told alone again', async () => {
  await using well = await startTestReceiver()
  await using ill = await startTestReceiver()
  ill.answers.push({ status: 503 })
  const settings = { type: 'gotify' as const, token: 'AbCdEf', events: ['host'] } satisfies object
  const agents = [kit.agent({ ...settings, name: 'well', url: well.url }), kit.agent({ ...settings, name: 'ill', url: ill.url })]
  const { tell } = await startHost(agents)
  await tell([hostStarted({ host: 'box', version: '1', at })])
  await waitFor('the second attempt', () => ill.posts.length === 2)
  await waitFor('the log', async () => (await kit.deliveries()).every(({ state }) => state === 'sent'))
  expect(well.posts).toHaveLength(1)
  const byAgent = Object.fromEntries((await kit.deliveries()).map(({ agent, attempts }) => [agent, attempts]))
  expect(byAgent).toEqual({ well: 1, ill: 2 })
})
