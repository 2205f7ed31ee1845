import { createHost } from '@backlot/jobs'
import pg from 'pg'
import { emptyKind } from './bench-kinds.ts'
import type { BenchServer } from './bench-server.ts'
import { inBatches, type Arena, type Contestant } from './contestant.ts'

const batchSize = 1_000
const lanes = 2

/**
 * The limit of any engine on this store: the same jobs locked and completed, a thousand in a statement, prepared once,
 * from two connections, with nothing between them. What an engine needs beyond it is its own.
 */
export const postgresAlone = (server: BenchServer): Contestant => ({ name: 'postgres alone', open: async () => await openArena(server) })

const openArena = async (server: BenchServer): Promise<Arena> => {
  const database = await server.createDatabase()
  const enqueuer = createHost({ database: { url: database.url }, bundles: [], name: 'enqueuer' })
  await enqueuer.start({ work: false })
  const kind = emptyKind('default')
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
      running = Promise.all(connections.map(async (client) => await lockAndComplete(client, onStart, () => stopped)))
    },
    countDone: async () => await count(`= 'completed'`),
    countWaiting: async () => await count(`in ('created', 'retry', 'active')`),
    close: async () => {
      stopped = true
      await running
      for (const client of connections) await client.end()
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

const lockAndComplete = async (client: pg.Client, onStart: () => void, isStopped: () => boolean): Promise<void> => {
  const run = preparing(client)
  while (!isStopped()) {
    await run('begin')
    const { rows } = await run<{ id: string }>(
      `select j.id, j.data, j.retry_count from pgboss.job j
       where j.name = 'default' and j.state < 'active' and not j.blocked and j.start_after <= pgboss.job_now()
       order by j.priority desc, j.created_on limit ${batchSize} for update of j skip locked`,
    )
    for (let job = 0; job < rows.length; job++) onStart()
    await run(
      `update pgboss.job set state = 'completed', started_on = pgboss.job_now(), completed_on = pgboss.job_now()
       where name = 'default' and id = any ($1::uuid[]) and state < 'active'`,
      [rows.map(({ id }) => id)],
    )
    await run('commit')
    if (rows.length === 0) return
  }
}

/** Runs statements as prepared ones: each text is planned once a connection. */
const preparing = (client: pg.Client) => {
  const names = new Map<string, string>()
  return async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    const name = names.get(text) ?? `statement ${names.size}`
    names.set(text, name)
    return await client.query<Row>({ name, text, values })
  }
}
