import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker'
import pg from 'pg'
import type { BenchServer } from '../bench-server.ts'
import { inBatches, jobsAtATime, type Arena, type Contestant } from '../contestant.ts'

/** graphile-worker with 53 jobs at a time and all else as it comes. */
export const graphileDefault = (server: BenchServer): Contestant => ({
  name: 'graphile default',
  open: async () => await openArena(server, {}),
})

/** graphile-worker at its best for many small jobs: jobs are claimed 500 at a time, and settled together. */
export const graphileBest = (server: BenchServer): Contestant => ({
  name: 'graphile best',
  open: async () => await openArena(server, { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }),
})

const logger = new Logger(() => () => undefined)

const openArena = async (server: BenchServer, options: GraphileConfig.WorkerOptions): Promise<Arena> => {
  const database = await server.createDatabase()
  // A pool of our own, of graphile-worker's default size, so that we know when its connections are closed.
  const pgPool = new pg.Pool({ connectionString: database.url, max: 10 })
  pgPool.on('error', () => undefined)
  pgPool.on('connect', (client) => client.on('error', () => undefined))
  const enqueuer = await makeWorkerUtils({ pgPool, logger })
  await enqueuer.migrate()
  let inserted = 0
  let runner: Runner | undefined
  const nextJob = () => ({ identifier: 'empty', payload: { n: inserted++ } })
  const countWaiting = async (): Promise<number> => {
    const [row] = await database.query<{ count: number }>('select count(*)::int as count from graphile_worker._private_jobs')
    return row?.count ?? 0
  }
  return {
    storePid: server.pid,
    insertMany: async (size) => await inBatches(size, async (batch) => await enqueuer.addJobs(Array.from({ length: batch }, nextJob))),
    insertOne: async () => {
      const { identifier, payload } = nextJob()
      await enqueuer.addJob(identifier, payload)
    },
    settle: async () => await database.settle(),
    start: async (onStart) => {
      runner = await run({
        pgPool,
        preset: { worker: { concurrentJobs: jobsAtATime, ...options } },
        logger,
        noHandleSignals: true,
        parsedCronItems: [],
        taskList: { empty: async () => onStart() },
      })
    },
    // A job that is done is deleted: what is gone is done.
    countDone: async () => inserted - (await countWaiting()),
    countWaiting,
    close: async () => {
      await runner?.stop()
      await enqueuer.release()
      await pgPool.end()
      await database.drop()
    },
  }
}
