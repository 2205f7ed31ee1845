import { Queue, Worker } from 'bullmq'
import { inBatches, jobsAtATime, type Arena, type Contestant } from '../contestant.ts'
import type { RedisServer } from './redis-server.ts'

/** BullMQ with one worker of 53 jobs at a time. */
export const bullmq = (server: RedisServer): Contestant => ({ name: 'bullmq', open: async () => await openArena(server) })

const openArena = async (server: RedisServer): Promise<Arena> => {
  const connection = { host: '127.0.0.1', port: server.port, maxRetriesPerRequest: null }
  const queue = new Queue('empty', { connection })
  await queue.waitUntilReady()
  let inserted = 0
  let worker: Worker | undefined
  const nextJob = () => ({ name: 'empty', data: { n: inserted++ } })
  return {
    storePid: server.pid,
    insertMany: async (size) => await inBatches(size, async (batch) => await queue.addBulk(Array.from({ length: batch }, nextJob))),
    insertOne: async () => {
      const { name, data } = nextJob()
      await queue.add(name, data)
    },
    settle: async () => undefined,
    start: async (onStart) => {
      worker = new Worker('empty', async () => onStart(), { connection, concurrency: jobsAtATime })
      worker.on('error', () => undefined)
      await worker.waitUntilReady()
    },
    countDone: async () => await queue.getCompletedCount(),
    countWaiting: async () => (await queue.getWaitingCount()) + (await queue.getActiveCount()),
    close: async () => {
      await worker?.close()
      await queue.obliterate({ force: true })
      await queue.close()
    },
  }
}
