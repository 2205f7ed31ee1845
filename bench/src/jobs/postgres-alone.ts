import { createHost } from '@backlot/jobs'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { emptyKind } from './bench-kinds.ts'
import type { BenchServer } from './bench-server.ts'
import { inBatches, type Arena, type Contestant } from './contestant.ts'

const claimBatch = 1_000
const lanes = 2

/**
 * The limit of any engine on this store: the same claims and settles, a thousand in a statement, prepared once, from two
 * connections, with nothing between them. What an engine needs beyond it is its own.
 */
export const postgresAlone = (server: BenchServer): Contestant => ({ name: 'postgres alone', open: async () => await openArena(server) })

const openArena = async (server: BenchServer): Promise<Arena> => {
  const database = await server.createDatabase()
  const enqueuer = createHost({ database: { url: database.url }, bundles: [], name: 'enqueuer' })
  await enqueuer.start({ work: false })
  const kind = emptyKind('default')
  const boss = new PgBoss({ connectionString: database.url, supervise: false, schedule: false, migrate: false, max: 1 })
  await boss.start()
  const connections: pg.Client[] = []
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()

  const count = async (states: string): Promise<number> => {
    const [row] = await database.query<{ count: number }>(`select count(*)::int as count from pgboss.job where state ${states}`)
    return row?.count ?? 0
  }
  return {
    storePid: server.pid,
    insertMany: async (size) =>
      await inBatches(size, async (batch) => await enqueuer.client.insertMany(Array.from({ length: batch }, (_, n) => kind({ n })))),
    insertOne: async () => void (await enqueuer.client.insert(kind({ n: 0 }))),
    settle: async () => await database.settle(),
    start: async (onStart) => {
      for (let lane = 0; lane < lanes; lane++) connections.push(await connect(database.url))
      running = Promise.all(connections.map(async (client) => await claimAndSettle(boss, client, onStart, () => stopped)))
    },
    countDone: async () => await count(`= 'completed'`),
    countWaiting: async () => await count(`in ('created', 'retry', 'active')`),
    close: async () => {
      stopped = true
      await running
      for (const client of connections) await client.end()
      await boss.stop({ graceful: false })
      await enqueuer.stop()
      await database.drop()
    },
  }
}

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

const claimAndSettle = async (boss: PgBoss, client: pg.Client, onStart: () => void, isStopped: () => boolean): Promise<void> => {
  const db = preparing(client)
  while (!isStopped()) {
    const claims = await boss.fetch('default', { batchSize: claimBatch, db })
    if (claims.length === 0) return
    for (let claim = 0; claim < claims.length; claim++) onStart()
    await boss.complete(
      'default',
      claims.map(({ id, retryCount }) => ({ id, retryCount })),
      null,
      { db },
    )
  }
}

/** Runs statements as prepared ones: each text is planned once a connection. */
const preparing = (client: pg.Client) => {
  const names = new Map<string, string>()
  return {
    executeSql: async (text: string, values: unknown[] = []) => {
      const name = names.get(text) ?? `statement ${names.size}`
      names.set(text, name)
      return await client.query({ name, text, values })
    },
  }
}
