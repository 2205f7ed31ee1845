import { PgBoss } from 'pg-boss'
import pg from 'pg'
import { openBacklot } from './backlot.ts'
import { startBenchServer } from './bench-server.ts'

/** A plan as `explain (analyze, buffers)` gives it, with what it is of. */
export interface ExplainedStatement {
  title: string
  plan: string[]
}

const claims = 500

/**
 * The plans of the two steps that every job passes through, claim and settle, for 500 jobs with so many waiting, as the
 * server tells them while it executes both: a claim is a function of the database, and its statements are within.
 */
export const explainStatements = async (waiting: number): Promise<ExplainedStatement[]> => {
  await using server = await startBenchServer()
  const arena = await openBacklot(server, { oneQueue: true })
  const client = new pg.Client({ connectionString: arena.url })
  const boss = new PgBoss({ connectionString: arena.url, supervise: false, schedule: false, migrate: false, max: 1 })
  await client.connect()
  await boss.start()
  try {
    await arena.insertMany(waiting)
    await arena.settle()
    const claim = async (most: number) => {
      const { rows } = await client.query<{ id: string; retryCount: number }>(
        `select id, retry_count as "retryCount" from backlot_jobs.claim_due_jobs('default', ${most}, '{}')`,
      )
      return rows
    }
    // The first of a connection is planned.
    await claim(1)
    await tellPlans(client)
    const claimed = await plansOf(client, async () => await claim(claims))
    const db = { executeSql: async (text: string, values?: unknown[]) => await client.query(text, values) }
    const settled = await plansOf(client, async () => await boss.complete('default', claimed.result, null, { db }))
    return [
      { title: `claim ${claims}, ${waiting} waiting`, plan: claimed.plans },
      { title: `settle ${claims}, ${waiting} waiting`, plan: settled.plans },
    ]
  } finally {
    await boss.stop({ graceful: false })
    await client.end()
    await arena.close()
  }
}

/** Lets the server tell a connection how it executed each statement, those within functions too. */
const tellPlans = async (client: pg.Client): Promise<void> => {
  await client.query(`load 'auto_explain'`)
  const settings = { log_min_duration: 0, log_analyze: true, log_buffers: true, log_nested_statements: true }
  for (const [name, value] of Object.entries(settings)) await client.query(`set auto_explain.${name} = ${value}`)
  await client.query('set client_min_messages = log')
}

/** What `run` gives, and the plans of its statements. */
const plansOf = async <T>(client: pg.Client, run: () => Promise<T>): Promise<{ result: T; plans: string[] }> => {
  const plans: string[] = []
  const note = ({ message = '' }: { message?: string | undefined }): void => {
    // The text of the statement comes before its plan.
    const lines = message.split('\n')
    const start = lines.findIndex((line) => line.includes('(actual '))
    if (start >= 0 && start < lines.length - 1) plans.push(...lines.slice(start).map(shortened))
  }
  client.on('notice', note)
  const result = await run()
  client.off('notice', note)
  return { result, plans }
}

/** A line of a plan without the ids that were given, and without what the planner reckoned. */
const shortened = (line: string): string => line.replaceAll(/'\{[^}]{80,}\}'/g, "'{…}'").replace(/ \(cost=[^)]*\)/, '')
