import { setTimeout as sleep } from 'node:timers/promises'
import { createHost } from '@backlot/jobs'
import type { BenchServer } from './bench-server.ts'
import { holdKind, startHostProcess } from './start-host-process.ts'

/**
 * Seconds from a kill -9 of a host to the start of its job in another: one value for each host that is killed, each at
 * another moment between two heartbeats. Their jobs may run ten minutes; only silence tells.
 */
export const measureRecovery = async (server: BenchServer, kills: number): Promise<number[]> => {
  const database = await server.createDatabase()
  const enqueuer = createHost({ database: { url: database.url }, bundles: [], name: 'enqueuer' })
  await enqueuer.start({ work: false })
  const lanes = Array.from({ length: kills }, (_, index) => `lane-${index}`)
  try {
    const victims = await Promise.all(
      lanes.map(async (lane) => {
        const victim = await startHostProcess({ url: database.url, name: lane, lanes: [lane] })
        const started = victim.until('started')
        await enqueuer.client.insert(holdKind(lane)({}))
        return { victim, id: await started }
      }),
    )
    const survivor = await startHostProcess({ url: database.url, name: 'survivor', lanes })
    try {
      return await Promise.all(
        victims.map(async ({ victim, id }, index) => {
          await sleep(1_000 + index * 1_700)
          const restarted = survivor.until('started', id)
          const killed = performance.now()
          await victim.kill()
          await restarted
          return (performance.now() - killed) / 1_000
        }),
      )
    } finally {
      await survivor.stop()
    }
  } finally {
    await enqueuer.stop()
    await database.drop()
  }
}
