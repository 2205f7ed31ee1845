import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'
import type { ClusterEvent } from './event-bus.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

test('a subscriber who asks hears of what happens in another host, with its name', async () => {
  kit = await startTestHost({ workers: [], name: 'watcher' })
  await kit.another({ workers: [worker(testJob, async () => {})], name: 'elsewhere' })
  const heard: ClusterEvent[] = []
  const unsubscribe = kit.host.subscribeCluster((event) => heard.push(event))
  const { client } = kit.host
  await waitFor('an event from elsewhere', async () => {
    await client.insert(testJob({}))
    return heard.some(({ type, host }) => type === 'job.completed' && host.startsWith('elsewhere '))
  })
  expect(heard.some(({ type, host }) => type === 'job.inserted' && host.startsWith('watcher '))).toBe(true)
  unsubscribe()
})
