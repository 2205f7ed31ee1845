import { createHost } from '@backlot/jobs'
import type { BenchServer } from './bench-server.ts'
import { holdKind, startHostProcess } from './start-host-process.ts'

/**
 * Milliseconds from the call that cancels a job to the abort of its handler's signal in another process; the message
 * that tells of the abort is part of it.
 */
export const measureCancel = async (server: BenchServer, samples: number): Promise<number[]> => {
  const database = await server.createDatabase()
  const enqueuer = createHost({ database: { url: database.url }, bundles: [], name: 'enqueuer' })
  await enqueuer.start({ work: false })
  const host = await startHostProcess({ url: database.url, name: 'holder', lanes: ['hold'] })
  const hold = holdKind('hold')
  try {
    const latencies: number[] = []
    for (let sample = 0; sample < samples; sample++) {
      const started = host.until('started')
      await enqueuer.client.insert(hold({}))
      const id = await started
      const aborted = host.until('aborted', id)
      const asked = performance.now()
      const [state] = await Promise.all([enqueuer.client.jobCancel(id), aborted.then(() => latencies.push(performance.now() - asked))])
      if (state !== 'cancelling' && state !== 'cancelled') throw new Error(`The job that was cancelled is ${state}`)
    }
    return latencies
  } finally {
    await host.stop()
    await enqueuer.stop()
    await database.drop()
  }
}
