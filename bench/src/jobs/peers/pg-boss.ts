import { PgBoss, type WorkOptions } from 'pg-boss'
import type { BenchServer } from '../bench-server.ts'
import { inBatches, jobsAtATime, type Arena, type Contestant } from '../contestant.ts'

/** pg-boss's `work()` as its documentation starts: one job a fetch, every 2 seconds, here by 53 workers. */
export const pgBossDefault = (server: BenchServer): Contestant => ({
  name: 'pg-boss default',
  polls: true,
  open: async () => await openArena(server, { localConcurrency: jobsAtATime }, false),
})

/** pg-boss's `work()` with batches of 500 that follow one another, on a queue that notifies. */
export const pgBossBest = (server: BenchServer): Contestant => ({
  name: 'pg-boss best',
  open: async () => await openArena(server, { batchSize: 500, burstWhenBatchFull: true, localConcurrency: 2 }, true),
})

const openArena = async (server: BenchServer, options: WorkOptions, notify: boolean): Promise<Arena> => {
  const database = await server.createDatabase()
  const boss = new PgBoss({ connectionString: database.url, useListenNotify: notify })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('empty', { notify })
  let inserted = 0
  const nextJob = () => ({ data: { n: inserted++ } })
  const count = async (states: string): Promise<number> => {
    const [row] = await database.query<{ count: number }>(`select count(*)::int as count from pgboss.job where state ${states}`)
    return row?.count ?? 0
  }
  return {
    storePid: server.pid,
    insertMany: async (size) => await inBatches(size, async (batch) => await boss.insert('empty', Array.from({ length: batch }, nextJob))),
    insertOne: async () => void (await boss.send('empty', nextJob().data)),
    settle: async () => await database.settle(),
    start: async (onStart) => {
      await boss.work('empty', options, async (jobs) => {
        for (let job = 0; job < jobs.length; job++) onStart()
      })
    },
    countDone: async () => await count(`= 'completed'`),
    countWaiting: async () => await count(`in ('created', 'retry', 'active')`),
    close: async () => {
      await boss.stop({ graceful: true, timeout: 5_000 })
      await database.drop()
    },
  }
}
