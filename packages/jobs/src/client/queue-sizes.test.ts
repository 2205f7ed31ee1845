import { waitFor } from '@backlot/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestHost, testJob, type TestHost, type TestHostOptions } from '../host/test-host.ts'
import type { Host } from '../host/host.ts'
import { worker } from '../worker.ts'

let kit: TestHost | undefined
const endings: (() => void)[] = []
let isHolding = true
beforeEach(() => {
  isHolding = true
})
afterEach(async () => {
  isHolding = false
  endAll()
  await kit?.close()
  kit = undefined
})

/** What runs in one host, and the size of its queue as that host was last told. */
const createGauge = (slots: number, during: () => Promise<void>) => {
  let told = slots
  let running = 0
  let mostOver = -Infinity
  const options: TestHostOptions = {
    queues: { default: slots },
    workers: [
      worker(testJob, async () => {
        mostOver = Math.max(mostOver, ++running - told)
        await during()
        running--
      }),
    ],
  }
  return {
    options,
    running: () => running,
    told: () => told,
    /** By how many more than its size the queue ran at the most, when a job was started. */
    mostOver: () => mostOver,
    watch: (host: Host) => host.subscribe((event) => (told = event.type === 'queue.resized' ? event.slots : told)),
  }
}

/** Two hosts with as many slots each. */
const setup = async (slots: number, during: () => Promise<void>) => {
  const gauges = [createGauge(slots, during), createGauge(slots, during)] as const
  kit = await startTestHost({ ...gauges[0].options, name: 'one' })
  const second = await kit.another({ ...gauges[1].options, name: 'two' })
  gauges[0].watch(kit.host)
  gauges[1].watch(second)
  const untilTold = async (size: number) =>
    await waitFor(`both to hear of ${size} slots`, () => gauges.every(({ told }) => told() === size))
  const untilEachRuns = async (jobs: number) =>
    await waitFor(`each to run ${jobs}`, () => gauges.every(({ running }) => running() === jobs))
  return { kit, second, gauges, client: kit.host.client, untilTold, untilEachRuns }
}

/** Holds jobs until they are told to end. */
const untilEnded = async () => await new Promise<void>((end) => (isHolding ? void endings.push(end) : end()))
const endAll = (): void => endings.splice(0).forEach((end) => end())

const statusOf = async (host: Host) => (await host.queues()).find(({ name }) => name === 'default')

test('a queue grows and shrinks in all hosts while its jobs run, and keeps its size over a restart', async () => {
  const { kit, second, gauges, client, untilTold, untilEachRuns } = await setup(2, untilEnded)
  await client.insertMany(Array.from({ length: 30 }, (_, n) => testJob({ n })))
  await untilEachRuns(2)
  await client.resizeQueue('default', 5)
  await untilEachRuns(5)
  expect(await statusOf(second)).toMatchObject({ slots: 5, resized: true, running: 5 })

  await client.resizeQueue('default', 1)
  await untilTold(1)
  endAll()
  await untilEachRuns(1)
  expect(gauges.map(({ mostOver }) => mostOver())).toEqual([0, 0])

  const stopped = kit.host.stop()
  await waitFor('what ran to end', () => {
    endAll()
    return gauges[0].running() === 0
  })
  await stopped
  const third = createGauge(2, untilEnded)
  const again = await kit.another({ ...third.options, name: 'again' })
  expect(await statusOf(again)).toMatchObject({ slots: 1, resized: true })
  await waitFor('it to run one', () => third.running() === 1)
  await again.client.resizeQueue('default', 'default')
  await waitFor('it to run two', () => third.running() === 2)
  expect(await statusOf(again)).toMatchObject({ slots: 2, resized: false })
})

test('of quick jobs, which are fetched ahead, a queue that became smaller starts none before fewer run', async () => {
  const { gauges, client, untilTold } = await setup(8, async () => await new Promise((resolve) => setTimeout(resolve, 1)))
  await client.insertMany(Array.from({ length: 4_000 }, (_, n) => testJob({ n })))
  for (const size of [2, 10, 1, 6]) {
    await client.resizeQueue('default', size)
    await untilTold(size)
  }
  const completed = async () => (await client.jobTotal({ states: ['completed'] })) === 4_000
  await waitFor('all to complete', completed)
  expect(gauges.map(({ mostOver }) => mostOver() <= 0)).toEqual([true, true])
})

test('a bad size and an unknown queue are refused, and nothing is changed', async () => {
  kit = await startTestHost({ work: false })
  const { client } = kit.host
  for (const slots of [0, -1, 1.5, Number.NaN, 1_001])
    await expect(client.resizeQueue('default', slots)).rejects.toThrow(/^Queue default cannot have .* from 1 to 1000/)
  for (const slots of [3, 'default'] as const)
    await expect(client.resizeQueue('nowhere', slots)).rejects.toThrow('Queue nowhere does not exist')
  expect((await kit.host.queues()).filter(({ resized }) => resized)).toEqual([])
})
