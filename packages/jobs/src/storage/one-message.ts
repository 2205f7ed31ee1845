import type { SqlExecutor } from './transaction.ts'

/** Gathers statements whose answers nobody needs. */
export interface OneMessage extends SqlExecutor {
  /** Sends all of them: one round trip, and one transaction where none is open. */
  send(): Promise<void>
}

/** Makes an empty message to a connection (or pool) of ours. Values are texts; they become part of the statements. */
export const createMessage = (db: SqlExecutor): OneMessage => {
  const statements: string[] = []
  return {
    executeSql: async (text, values = []) => {
      statements.push(text.replaceAll(/\$(\d+)/g, (_, position: string) => literal(String(values[Number(position) - 1]))))
      return await Promise.resolve({ rows: [] })
    },
    send: async () => {
      if (statements.length > 0) await db.executeSql(statements.join(';\n'))
    },
  }
}

/** A text as SQL writes it, whatever the server takes a backslash for. */
const literal = (text: string): string => ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
