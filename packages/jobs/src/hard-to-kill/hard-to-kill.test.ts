import { createTestDatabase, waitFor } from '@backlot/testing'
import pg from 'pg'
import { test } from 'vitest'
import { createHost } from '../host/create-host.ts'
import { openHistory } from './test-history.ts'
import { startHostProcess, type HostProcess } from './test-process.ts'
import { startProxy } from './test-proxy.ts'
import { takeTime } from './test-kind.ts'

/** A database, a client, the history, and hosts in processes of their own: everything one test needs, gone when it ends. */
const setup = async (onTestFinished: (clean: () => Promise<void>) => void) => {
  const database = await createTestDatabase({ template: 'jobs', prepare })
  const enqueuer = createHost({ database: { url: database.url, maxConnections: 3 }, bundles: [], name: 'enqueuer' })
  await enqueuer.start({ work: false })
  const { client } = enqueuer
  const history = await openHistory(database.url)
  const processes: HostProcess[] = []
  onTestFinished(async () => {
    await Promise.all(processes.map(async (process) => await process.end('SIGKILL')))
    await enqueuer.stop()
    await history.close()
    await database.drop()
  })
  return {
    url: database.url,
    client,
    history,
    startHost: async (name: string, url = database.url) => {
      const host = await startHostProcess(url, name)
      processes.push(host)
      return host
    },
    untilStarted: async (id: string, times = 1) =>
      await waitFor(`start ${times} of ${id}`, async () => (await history.starts(id)).length >= times, { timeoutMs: 40_000 }),
    untilCompleted: async (jobs: number) => {
      const completed = async () => (await client.jobCounts()).find(({ state }) => state === 'completed')?.count
      await waitFor(`${jobs} jobs to be completed`, async () => (await completed()) === jobs, { timeoutMs: 60_000 })
    },
  }
}

const prepare = async (url: string): Promise<void> => {
  const host = createHost({ database: { url }, bundles: [] })
  await host.start({ work: false })
  await host.stop()
}

test.concurrent(
  'the jobs of a killed host run again soon, whatever their timeout, and none is lost or doubled',
  { timeout: 120_000 },
  async ({ onTestFinished, expect }) => {
    const { client, history, startHost, untilStarted, untilCompleted } = await setup(onTestFinished)
    const first = await startHost('first')
    const inserted = await client.insertMany([
      takeTime({ ms: 60_000 }),
      ...Array.from({ length: 200 }, (_, n) => takeTime({ ms: n % 7, failFirst: n % 10 === 0 })),
    ])
    const [long] = inserted
    if (long === undefined) throw new Error('Nothing was inserted')
    await untilStarted(long.id)
    const killedAt = new Date()
    await first.end('SIGKILL')
    await startHost('second')
    await untilStarted(long.id, 2)
    const recoveryMs = await history.firstStartAfter(killedAt)
    expect(recoveryMs).toBeLessThan(25_000)
    const starts = await history.starts(long.id)
    expect(starts.map(({ host }) => host)).toEqual(['first', 'second'])
    await client.jobCancel(long.id)
    await untilCompleted(200)
    await waitFor('the long job to be cancelled', async () => (await client.jobGet(long.id))?.state === 'cancelled')
    expect(await history.faults(inserted.map(({ id }) => id))).toEqual([])
  },
)

test.concurrent(
  'a host that stops in good order gives its work back without spending an attempt',
  { timeout: 120_000 },
  async ({ onTestFinished, expect }) => {
    const { client, history, startHost, untilStarted, untilCompleted } = await setup(onTestFinished)
    const first = await startHost('first')
    const { id } = await client.insert(takeTime({ ms: 2_000 }), { maxAttempts: 1 })
    await untilStarted(id)
    expect(await first.end('SIGTERM')).toBe(0)
    expect((await client.jobGet(id))?.state).toBe('available')
    await startHost('second')
    await untilCompleted(1)
    expect(await history.starts(id)).toEqual([
      { host: 'first', attempt: 1 },
      { host: 'second', attempt: 1 },
    ])
  },
)

test.concurrent(
  'a host that was frozen longer than its heartbeat changes nothing when it wakes',
  { timeout: 120_000 },
  async ({ onTestFinished, expect }) => {
    const { client, history, startHost, untilStarted, untilCompleted } = await setup(onTestFinished)
    const frozen = await startHost('frozen')
    const { id } = await client.insert(takeTime({ ms: 3_000 }))
    await untilStarted(id)
    frozen.signal('SIGSTOP')
    await startHost('second')
    await untilStarted(id, 2)
    frozen.signal('SIGCONT')
    await untilCompleted(1)
    const job = await client.jobGet(id)
    expect(job).toMatchObject({ state: 'completed', attempt: 2 })
    expect(await history.faults([id])).toEqual([])
  },
)

test.concurrent(
  'a host that is frozen among quick jobs, which it holds by a lock alone, keeps none of them to itself',
  { timeout: 120_000 },
  async ({ onTestFinished, expect }) => {
    const { client, history, startHost, untilCompleted } = await setup(onTestFinished)
    const frozen = await startHost('frozen')
    const inserted = await client.insertMany(Array.from({ length: 3_000 }, () => takeTime({ ms: 0 })))
    await waitFor('some jobs to end', async () => (await client.jobTotal({ states: ['completed'] })) > 500, { timeoutMs: 40_000 })
    frozen.signal('SIGSTOP')
    await startHost('second')
    await untilCompleted(3_000)
    frozen.signal('SIGCONT')
    expect(await frozen.end('SIGTERM')).toBe(0)
    expect(await history.faults(inserted.map(({ id }) => id))).toEqual([])
    expect(await client.jobTotal({ states: ['completed'] })).toBe(3_000)
  },
)

test.concurrent(
  'of three hosts one is killed, one stopped and one frozen, and a fourth started: no job is lost and none ends twice',
  { timeout: 120_000 },
  async ({ onTestFinished, expect }) => {
    const { client, history, startHost, untilCompleted } = await setup(onTestFinished)
    const [killed, stopped, frozen] = await Promise.all(['killed', 'stopped', 'frozen'].map(async (name) => await startHost(name)))
    const inserted = await client.insertMany(
      Array.from({ length: 600 }, (_, n) => takeTime({ ms: n % 40 === 0 ? 1_500 : n % 30, failFirst: n % 50 === 0 })),
      { maxAttempts: 25 },
    )
    const untilDone = async (jobs: number) =>
      await waitFor(`${jobs} to end`, async () => (await client.jobTotal({ states: ['completed'] })) >= jobs, { timeoutMs: 40_000 })
    await untilDone(50)
    await killed?.end('SIGKILL')
    frozen?.signal('SIGSTOP')
    await untilDone(150)
    expect(await stopped?.end('SIGTERM')).toBe(0)
    await startHost('fourth')
    await untilCompleted(600)
    frozen?.signal('SIGCONT')
    expect(await frozen?.end('SIGTERM')).toBe(0)
    expect(await history.faults(inserted.map(({ id }) => id))).toEqual([])
    expect(await client.jobTotal({ states: ['completed'] })).toBe(600)
  },
)

test.concurrent('hosts that are killed again and again lose no job', { timeout: 120_000 }, async ({ onTestFinished, expect }) => {
  const { client, history, startHost, untilCompleted } = await setup(onTestFinished)
  const inserted = await client.insertMany(
    Array.from({ length: 400 }, (_, n) => takeTime({ ms: 20 + (n % 30) })),
    { maxAttempts: 25 },
  )
  for (let kill = 1; kill <= 4; kill++) {
    const host = await startHost(`host ${kill}`)
    await waitFor('some to end', async () => (await client.jobTotal({ states: ['completed'] })) >= kill * 40, { timeoutMs: 40_000 })
    await host.end('SIGKILL')
  }
  await startHost('last')
  await untilCompleted(400)
  expect(await history.faults(inserted.map(({ id }) => id))).toEqual([])
})

test.concurrent('a network that is cut or stands still costs no job', { timeout: 120_000 }, async ({ onTestFinished, expect }) => {
  const { url, client, history, startHost, untilCompleted } = await setup(onTestFinished)
  const proxy = await startProxy(url)
  onTestFinished(async () => await proxy.close())
  await startHost('behind the proxy', proxy.url)
  const inserted = await client.insertMany(
    Array.from({ length: 400 }, (_, n) => takeTime({ ms: n % 20 })),
    { maxAttempts: 25 },
  )
  for (let cut = 1; cut <= 4; cut++) {
    await waitFor('some to end', async () => (await client.jobTotal({ states: ['completed'] })) >= cut * 40, { timeoutMs: 40_000 })
    proxy.cut()
  }
  await waitFor('some more to end', async () => (await client.jobTotal({ states: ['completed'] })) >= 200, { timeoutMs: 40_000 })
  proxy.freeze()
  // Another host takes what the silent one had, and both settle what is left when the network is back.
  const longest = inserted.at(-1)
  await startHost('beside the proxy')
  await waitFor('the last to start elsewhere', async () => (await history.starts(longest?.id ?? '')).length > 0, { timeoutMs: 40_000 })
  proxy.thaw()
  await untilCompleted(400)
  expect(await history.faults(inserted.map(({ id }) => id))).toEqual([])
})

test.concurrent('connections that are cut while jobs run cost no job', { timeout: 120_000 }, async ({ onTestFinished, expect }) => {
  const { url, client, history, startHost, untilCompleted } = await setup(onTestFinished)
  await startHost('first')
  const inserted = await client.insertMany(Array.from({ length: 300 }, (_, n) => takeTime({ ms: 5 + (n % 20) })))
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  for (let cut = 0; cut < 5; cut++) {
    await waitFor('some jobs to end', async () =>
      (await client.jobCounts()).some(({ state, count }) => state === 'completed' && count > cut * 20),
    )
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'backlot first%'`,
    )
  }
  await admin.end()
  await untilCompleted(300)
  expect(await history.faults(inserted.map(({ id }) => id))).toEqual([])
})
