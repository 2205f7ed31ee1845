import { setTimeout as sleep } from 'node:timers/promises'
import { bundle, createHost, exponentialBackoff, worker } from '@backlot/jobs'
import { emptyKind } from './bench-kinds.ts'
import type { BenchServer } from './bench-server.ts'

/**
 * How far second attempts start from their exact time, in milliseconds either way: the moment the first attempt threw
 * plus `exponentialBackoff(1)`. Jobs fail 50 at a time.
 */
export const measureRetryError = async (server: BenchServer, jobs: number): Promise<number[]> => {
  const database = await server.createDatabase()
  const kind = emptyKind('default')
  const failedAt = new Map<string, number>()
  const errors: number[] = []
  const all = Promise.withResolvers<void>()
  const failOnce = worker(kind, async ({ id, attempt }) => {
    if (attempt === 1) {
      failedAt.set(id, performance.now())
      throw new Error('The first attempt fails')
    }
    errors.push(Math.abs(performance.now() - (failedAt.get(id) ?? Number.NaN) - exponentialBackoff(1)))
    if (errors.length === jobs) all.resolve()
  })
  const host = createHost({
    database: { url: database.url },
    bundles: [bundle({ name: 'bench', version: '1.0.0', workers: [failOnce] })],
    name: 'retrying',
  })
  await host.start()
  try {
    for (let left = jobs; left > 0; left -= 50) {
      await host.client.insertMany(Array.from({ length: Math.min(left, 50) }, (_, n) => kind({ n })))
      await sleep(200)
    }
    await all.promise
    return errors
  } finally {
    await host.stop()
    await database.drop()
  }
}
