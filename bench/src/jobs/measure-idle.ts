import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchServer } from './bench-server.ts'
import { startHostProcess } from './start-host-process.ts'

/** What a host costs that has nothing to do. */
export interface IdleCost {
  /** Statements that reach the database, of whatever kind. */
  queriesPerSecond: number
  /** Its process's share of one processor, in percent. */
  processorPercent: number
  /** The statements that were sent most, with how often a second. */
  most: { statement: string; perSecond: number }[]
}

/** What a start does, and the first round of upkeep 5 s later, is not what idling costs. */
const settlingMs = 8_000

/** Counts the statements and processor time of an idle host in a process of its own. */
export const measureIdle = async (server: BenchServer, seconds: number): Promise<IdleCost> => {
  const database = await server.createDatabase()
  await server.query(`alter database ${database.name} set pg_stat_statements.track = 'top'`)
  const host = await startHostProcess({ url: database.url, name: 'idle', lanes: [] })
  try {
    await sleep(settlingMs)
    const before = await readStatements(server, database.name)
    const processorBefore = await host.processorTime()
    const began = performance.now()
    await sleep(seconds * 1_000)
    const after = await readStatements(server, database.name)
    const elapsed = (performance.now() - began) / 1_000
    const processorMs = (await host.processorTime()) - processorBefore
    const sent = [...after].map(([statement, calls]) => ({ statement, perSecond: (calls - (before.get(statement) ?? 0)) / elapsed }))
    return {
      queriesPerSecond: sent.reduce((sum, { perSecond }) => sum + perSecond, 0),
      processorPercent: processorMs / 10 / elapsed,
      most: sent.toSorted((a, b) => b.perSecond - a.perSecond).slice(0, 5),
    }
  } finally {
    await host.stop()
    await database.drop()
  }
}

const readStatements = async (server: BenchServer, name: string): Promise<Map<string, number>> => {
  const rows = await server.query<{ statement: string; calls: number }>(
    `select left(regexp_replace(query, '\\s+', ' ', 'g'), 80) as statement, sum(calls)::int as calls
     from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = $1 group by statement`,
    [name],
  )
  return new Map(rows.map(({ statement, calls }) => [statement, calls]))
}
