import { CompiledQuery } from 'kysely'

/** A Kysely transaction (or Kysely itself), as far as it is needed. */
interface KyselyLike {
  executeQuery(query: CompiledQuery): Promise<{ rows: unknown[] }>
}

/** A connected `pg` client, or any driver's transaction with a method of this shape. */
interface QueryLike {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** Somebody's open transaction, into which a job can be inserted. */
export type TransactionLike = KyselyLike | QueryLike

/** One way to run a statement, whatever ran the transaction. The caller knows the shape of its rows. */
export interface SqlExecutor {
  executeSql<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>
}

/** Opens transactions of its own. */
interface Transactional {
  readonly transaction: <T>(use: (tx: SqlExecutor) => Promise<T>) => Promise<T>
}

/** Runs `use` in the caller's transaction where one is given, and otherwise in one of its own. */
export const within = async <T>(
  { transaction }: Transactional,
  tx: TransactionLike | undefined,
  use: (tx: SqlExecutor) => Promise<T>,
): Promise<T> => (tx === undefined ? await transaction(use) : await use(executorOf(tx)))

/** Wraps a caller's transaction for our statements and pg-boss's. */
export const executorOf = (tx: TransactionLike): SqlExecutor => ({
  executeSql: async <Row extends object>(text: string, values: unknown[] = []) => {
    const { rows } = 'executeQuery' in tx ? await tx.executeQuery(CompiledQuery.raw(text, values)) : await tx.query(text, values)
    return { rows: rows as Row[] }
  },
})
