import { backlot } from './backlot.ts'
import type { BenchReport } from './bench-report.ts'
import { startBenchServer } from './bench-server.ts'
import type { BenchSizes } from './bench-sizes.ts'
import { compareContestants, type Say } from './compare-contestants.ts'
import { currentLoad, describeMachine } from './describe-machine.ts'
import { measureOwn } from './measure-own.ts'
import { openPeers, type PeerName } from './peers/open-peers.ts'
import { postgresAlone } from './postgres-alone.ts'
import { writeReport } from './write-report.ts'

export interface JobBenchOptions {
  sizes: BenchSizes
  peers: readonly PeerName[]
  /** Hears how far the run is. */
  say: Say
  /** Ends the run at once; the servers are stopped all the same. */
  signal?: AbortSignal
  /** Settings of the PostgreSQL server beside the usual ones. */
  postgresSettings?: Record<string, string>
}

/** Runs the whole bench of the job core on servers of its own, and stops them. */
export const runJobBench = async ({ sizes, peers: names, say, signal, postgresSettings }: JobBenchOptions): Promise<BenchReport> => {
  const loadBefore = currentLoad()
  await using server = await startBenchServer(postgresSettings)
  await using peers = await openPeers(server, names)
  for (const [name, why] of Object.entries(peers.skipped)) say(`${name} is skipped: ${why}`)
  const unpaired = [
    backlot(server, { name: 'backlot, one queue', oneQueue: true }),
    backlot(server, { name: 'backlot, unique', unique: true }),
    postgresAlone(server),
  ]
  const measure = async (): Promise<BenchReport> => {
    const contestants = [backlot(server), ...unpaired, ...peers.contestants]
    const throughputOnly = unpaired.map(({ name }) => name)
    const measured = await compareContestants(contestants, { sizes, say, throughputOnly })
    const own = await measureOwn(server, sizes, say)
    const machine = await describeMachine(server, loadBefore, peers.redis)
    return writeReport({ machine, sizes, measured, own, skipped: peers.skipped })
  }
  return await Promise.race([measure(), interruption(signal)])
}

const interruption = async (signal: AbortSignal | undefined): Promise<never> =>
  await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }))
