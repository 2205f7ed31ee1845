import { rowsParameter } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { ArrDatabase, Lookups, SyncCounts, SyncProblem } from '../arr-database.ts'
import type { ArrFailure } from '../client/arr-error.ts'
import type { ArrInstance } from '../client/arr-instance.ts'

/** What is stored of an instance; all null before the first sync. */
export interface InstanceState {
  version: string | null
  lastFullAt: Date | null
  lastIncrementalAt: Date | null
  lastHistoryAt: Date | null
  lastHistoryId: number | null
  lastWebhookAt: Date | null
  lastCounts: SyncCounts | null
  lookups: Lookups
  problems: SyncProblem[]
  failure: ArrFailure | null
  lastError: string | null
  lastErrorAt: Date | null
}

type Key = Pick<ArrInstance, 'app' | 'name'>

/** What is stored of an instance. */
export const readState = async (db: Kysely<ArrDatabase>, { app, name }: Key): Promise<InstanceState> => {
  const row = await db.selectFrom('backlot.arr_instances').selectAll().where('app', '=', app).where('name', '=', name).executeTakeFirst()
  return {
    version: row?.version ?? null,
    lastFullAt: row?.last_full_at ?? null,
    lastIncrementalAt: row?.last_incremental_at ?? null,
    lastHistoryAt: row?.last_history_at ?? null,
    lastHistoryId: row?.last_history_id ?? null,
    lastWebhookAt: row?.last_webhook_at ?? null,
    lastCounts: row?.last_counts ?? null,
    lookups: row?.lookups ?? {},
    problems: row?.problems ?? [],
    failure: row?.failure ?? null,
    lastError: row?.last_error ?? null,
    lastErrorAt: row?.last_error_at ?? null,
  }
}

/** Changes what is stored of an instance; what is left out stays. */
export const writeState = async (db: Kysely<ArrDatabase>, { app, name }: Key, change: Partial<InstanceState>): Promise<void> => {
  const columns = Object.entries(change).flatMap(([field, value]) => {
    const column = columnOf[field as keyof InstanceState]
    return value === undefined ? [] : [{ column, value: isJson(field) ? sql`${rowsOrJson(value)}` : sql`${value}` }]
  })
  if (columns.length === 0) return
  const names = sql.join(columns.map(({ column }) => sql.ref(column)))
  await sql`
    insert into backlot.arr_instances (app, name, ${names})
    values (${app}, ${name}, ${sql.join(columns.map(({ value }) => value))})
    on conflict (app, name) do update set ${sql.join(columns.map(({ column }) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}`.execute(
    db,
  )
}

const columnOf: Record<keyof InstanceState, string> = {
  version: 'version',
  lastFullAt: 'last_full_at',
  lastIncrementalAt: 'last_incremental_at',
  lastHistoryAt: 'last_history_at',
  lastHistoryId: 'last_history_id',
  lastWebhookAt: 'last_webhook_at',
  lastCounts: 'last_counts',
  lookups: 'lookups',
  problems: 'problems',
  failure: 'failure',
  lastError: 'last_error',
  lastErrorAt: 'last_error_at',
}

const isJson = (field: string): boolean => ['lastCounts', 'lookups', 'problems'].includes(field)

const rowsOrJson = (value: unknown) => (value === null ? sql`null` : rowsParameter(value as object[]))
