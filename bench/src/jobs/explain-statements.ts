import { PgBoss } from 'pg-boss'
import { openBacklot } from './backlot.ts'
import { startBenchServer } from './bench-server.ts'

/** A plan as `explain (analyze, buffers)` gives it, with what it is of. */
export interface ExplainedStatement {
  title: string
  plan: string[]
}

const claims = 500

/**
 * The plans of the two statements that every job passes through, claim and settle, for 500 jobs with so many waiting.
 * The statements are caught on their way from pg-boss and run once more, in a transaction that is rolled back.
 */
export const explainStatements = async (waiting: number): Promise<ExplainedStatement[]> => {
  await using server = await startBenchServer()
  const arena = await openBacklot(server, { oneQueue: true })
  const boss = new PgBoss({ connectionString: arena.url, supervise: false, schedule: false, migrate: false, max: 1 })
  await boss.start()
  try {
    await arena.insertMany(waiting)
    await arena.settle()
    const plans: ExplainedStatement[] = []
    const explaining = (title: string) => ({
      executeSql: async (text: string, values: unknown[] = []) => {
        const db = boss.getDb()
        await db.executeSql('begin')
        const { rows } = await db.executeSql(`explain (analyze, buffers, costs off) ${text}`, values)
        await db.executeSql('rollback')
        plans.push({
          title: `${title}, ${waiting} waiting`,
          plan: rows.map((row: Record<string, string>) => shortened(row['QUERY PLAN'] ?? '')),
        })
        return await db.executeSql(text, values)
      },
    })
    const jobs = await boss.fetch('default', { batchSize: claims, db: explaining(`claim ${claims}`) })
    const held = jobs.map(({ id, retryCount }) => ({ id, retryCount }))
    await boss.complete('default', held, null, { db: explaining(`settle ${claims}`) })
    return plans
  } finally {
    await boss.stop({ graceful: false })
    await arena.close()
  }
}

/** A line of a plan without the ids that were given. */
const shortened = (line: string): string => line.replaceAll(/'\{[^}]{80,}\}'/g, "'{…}'")
