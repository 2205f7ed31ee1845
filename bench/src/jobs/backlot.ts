import { bundle, createHost, defaultQueues, worker, type Host } from '@backlot/jobs'
import { emptyKind, queueOf } from './bench-kinds.ts'
import type { BenchServer } from './bench-server.ts'
import { inBatches, jobsAtATime, type Arena, type Contestant } from './contestant.ts'

/** How a Backlot host of the bench departs from the default one. */
export interface BacklotOptions {
  name?: string
  /** All jobs in one queue of 53 slots, as the peers have it, instead of five queues with 53 slots in all. */
  oneQueue?: boolean
  /** Unique keys on every insert. */
  unique?: boolean
  /** A report of progress from every job, and a subscriber to events. */
  observed?: boolean
}

/** A Backlot store whose handlers can be stopped and started again. */
export interface BacklotArena extends Arena {
  /** Connection string of its database. */
  url: string
  /** Stops the host; what it had fetched goes back. */
  stop(): Promise<void>
  /** Jobs a second that were run since a moment, by the times that the database noted for each job. */
  rateSince(moment: Date): Promise<number>
}

/** Backlot itself: one host with its default slots and pool, and an enqueuer beside it. */
export const backlot = (server: BenchServer, options: BacklotOptions = {}): Contestant => ({
  name: options.name ?? 'backlot',
  open: async () => await openBacklot(server, options),
})

/** Opens the store of a Backlot contestant. */
export const openBacklot = async (
  server: BenchServer,
  { oneQueue = false, unique = false, observed = false }: BacklotOptions = {},
): Promise<BacklotArena> => {
  const database = await server.createDatabase()
  const kinds = new Map((oneQueue ? ['default'] : Object.keys(defaultQueues)).map((queue) => [queue, emptyKind(queue, { unique })]))
  const enqueuer = createHost({ database: { url: database.url }, bundles: [], name: 'enqueuer' })
  await enqueuer.start({ work: false })
  let inserted = 0
  let host: Host | undefined
  let heard = 0

  const nextRequest = () => {
    const n = inserted++
    const kind = kinds.get(oneQueue ? 'default' : queueOf(n))
    if (kind === undefined) throw new Error(`No kind for job ${n}`)
    return kind({ n })
  }
  const count = async (states: string): Promise<number> => {
    const [row] = await database.query<{ count: number }>(`select count(*)::int as count from pgboss.job where state ${states}`)
    return row?.count ?? 0
  }

  return {
    url: database.url,
    storePid: server.pid,
    insertMany: async (size) =>
      await inBatches(size, async (batch) => await enqueuer.client.insertMany(Array.from({ length: batch }, nextRequest))),
    insertOne: async () => void (await enqueuer.client.insert(nextRequest())),
    settle: async () => await database.settle(),
    start: async (onStart) => {
      const workers = [...kinds.values()].map((kind) =>
        worker(kind, async ({ progress }) => {
          onStart()
          if (observed) progress({ phase: 'counting', current: 1, total: 1 })
        }),
      )
      host = createHost({
        database: { url: database.url },
        bundles: [bundle({ name: 'bench', version: '1.0.0', workers })],
        name: 'bench',
        ...(oneQueue ? { queues: { default: jobsAtATime } } : {}),
      })
      if (observed) host.subscribe(() => heard++)
      await host.start()
    },
    countDone: async () => await count(`= 'completed'`),
    countWaiting: async () => await count(`in ('created', 'retry', 'active')`),
    stop: async () => await host?.stop(),
    rateSince: async (moment) => {
      const [row] = await database.query<{ rate: number }>(
        `select count(*) / extract(epoch from max(completed_on) - min(started_on))::float8 as rate
         from pgboss.job where started_on >= $1 and state = 'completed'`,
        [moment],
      )
      return row?.rate ?? 0
    },
    close: async () => {
      await host?.stop()
      await enqueuer.stop()
      await database.drop()
      if (observed && host !== undefined && heard === 0) throw new Error('The subscriber heard nothing')
    },
  }
}
