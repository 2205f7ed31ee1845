import { rowsParameter } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { ArrDatabase, SyncProblem } from '../arr-database.ts'
import type { Row } from '../client/read-row.ts'
import type { SyncRun } from './sync-context.ts'

const rowsAtATime = 500
const mostProblems = 50

/** What a list came to. */
export interface StagedList {
  total: number
  problems: SyncProblem[]
  strange: number
  /** Some row did not even have a readable id, so that nobody can say what is not in the list. */
  hasNameless: boolean
}

/** Keeps a server's list as it arrives, so that memory holds little of it and an attempt that dies later need not ask again. */
export const stageList = async <Value extends { id: number }>(
  db: Kysely<ArrDatabase>,
  rows: AsyncIterable<Row<Value>>,
  run: Pick<SyncRun, 'id' | 'instance' | 'signal' | 'progress' | 'log'>,
): Promise<StagedList> => {
  const { app, name } = run.instance
  await sql`
    delete from backlot.arr_staged
    where job_id = ${run.id} or (app = ${app} and instance = ${name} and staged_at < now() - interval '1 day')`.execute(db)
  const list: StagedList = { total: 0, problems: [], strange: 0, hasNameless: false }
  let batch: object[] = []
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    await sql`
      insert into backlot.arr_staged (job_id, app, instance, position, remote_id, item)
      select ${run.id}, ${app}, ${name}, r.* from jsonb_to_recordset(${rowsParameter(batch)}) as r (position integer, remote_id integer, item jsonb)`.execute(
      db,
    )
    batch = []
    run.progress({ phase: 'listing', current: list.total })
  }
  for await (const row of rows) {
    run.signal.throwIfAborted()
    const id = row.ok ? row.value.id : row.id
    list.total++
    if (!row.ok) {
      list.strange++
      if (list.problems.length < mostProblems) list.problems.push({ what: row.what, why: row.why })
      run.log.warn(`${row.what} cannot be read and is left out: ${row.why}`)
    }
    if (id === undefined) list.hasNameless = true
    else batch.push({ position: list.total, remote_id: id, item: row.ok ? row.value : null })
    if (batch.length === rowsAtATime) await flush()
  }
  await flush()
  return list
}

/** A staged row; `unchanged` was written meanwhile, by a sync of that item alone. */
export interface StagedRow {
  position: number
  remoteId: number
  item: unknown
  /** What its item had when it was last written; null: never. */
  fingerprint: string | null
  isNewer: boolean
}

/** The next rows of a list that can be read, after one. */
export const stagedRows = async (
  db: Kysely<ArrDatabase>,
  { id, source }: Pick<SyncRun, 'id' | 'source'>,
  { after, limit }: { after: number; limit: number },
): Promise<StagedRow[]> => {
  // The page first, then each of its rows by key: nothing is known yet of how many rows tables have that just filled.
  const { rows } = await sql<StagedRow>`
    with page as materialized (
      select position, remote_id, item, staged_at from backlot.arr_staged
      where job_id = ${id} and position > ${after} and item is not null
      order by position limit ${limit}
    )
    select s.position, s.remote_id as "remoteId", s.item, m.fingerprint, coalesce(m.synced_at > s.staged_at, false) as "isNewer"
    from page s
    left join lateral (
      select fingerprint, synced_at from backlot.managed_items m
      where m.manager = ${source.manager} and m.instance = ${source.instance} and m.remote_id = s.remote_id offset 0
    ) m on true
    order by s.position`.execute(db)
  return rows
}

/** What was kept and is not in the list; not what was written since it was asked for. */
export const notInList = async (
  db: Kysely<ArrDatabase>,
  { id, source }: Pick<SyncRun, 'id' | 'source'>,
  before: Date,
): Promise<number[]> => {
  // As sets: nothing is known yet of how many rows a list has that was just stored, and row by row it would be their square.
  const { rows } = await sql<{ remoteId: number }>`
    select m.remote_id as "remoteId" from backlot.managed_items m
    where m.manager = ${source.manager} and m.instance = ${source.instance} and m.synced_at < ${before}
    except
    select s.remote_id from backlot.arr_staged s where s.job_id = ${id}
    order by 1`.execute(db)
  return rows.map(({ remoteId }) => remoteId)
}

/** Forgets the list, once all of it is written. */
export const clearStaged = async (tx: Kysely<ArrDatabase>, jobId: string): Promise<void> => {
  await tx.deleteFrom('backlot.arr_staged').where('job_id', '=', jobId).execute()
}
