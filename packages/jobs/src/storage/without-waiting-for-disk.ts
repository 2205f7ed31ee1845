import type { SqlExecutor } from './transaction.ts'

/**
 * Runs statements whose loss does no harm when the database server crashes: they answer before they are on disk. Only
 * for a claim: one that is lost with the server leaves its job waiting, as if it had not been fetched. A statement with
 * values waits all the same, because the protocol takes only one of that sort at a time.
 */
export const withoutWaitingForDisk = (db: SqlExecutor): SqlExecutor => ({
  executeSql: async <Row extends object>(text: string, values: unknown[] = []) => {
    if (values.length > 0) return await db.executeSql<Row>(text, values)
    // Two statements in one message are one transaction; the driver answers with a list of results.
    const results: unknown = await db.executeSql(`set local synchronous_commit = off; ${text}`)
    return (results as { rows: Row[] }[]).at(-1) ?? { rows: [] }
  },
})
