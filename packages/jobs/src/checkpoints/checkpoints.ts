import { executorOf, type SqlExecutor, type TransactionLike } from '../storage/transaction.ts'

/** What a job keeps between its attempts. */
export interface Checkpoints {
  /**
   * Does a part of the job once: the value that `run` resolved with (JSON) is kept, and a later attempt gets it without
   * running again. A part that throws is not kept.
   */
  readonly step: <T>(name: string, run: () => Promise<T>) => Promise<T>
  /** Where an earlier attempt got to; undefined when none saved it. */
  readonly loadCursor: <T>() => Promise<T | undefined>
  /** Keeps where this attempt got to (JSON); give `tx` to make it part of the work that it speaks of. */
  readonly saveCursor: (value: unknown, options?: { tx?: TransactionLike }) => Promise<void>
}

const cursorName = '$cursor'

/** Makes the checkpoints of one job. */
export const checkpointsOf = (db: SqlExecutor, jobId: string): Checkpoints => ({
  step: async <T>(name: string, run: () => Promise<T>) => {
    if (name.startsWith('$')) throw new TypeError(`A step's name does not start with $: ${name}`)
    const kept = await load(db, jobId, name)
    if (kept !== undefined) return kept.value as T
    const value = await run()
    await save(db, jobId, name, value ?? null)
    return value
  },
  loadCursor: async <T>() => (await load(db, jobId, cursorName))?.value as T | undefined,
  saveCursor: async (value, { tx } = {}) => await save(tx === undefined ? db : executorOf(tx), jobId, cursorName, value),
})

const load = async (db: SqlExecutor, jobId: string, name: string): Promise<{ value: unknown } | undefined> => {
  const { rows } = await db.executeSql<{ value: unknown }>('select value from backlot_jobs.checkpoints where job_id = $1 and name = $2', [
    jobId,
    name,
  ])
  return rows[0]
}

const save = async (db: SqlExecutor, jobId: string, name: string, value: unknown): Promise<void> => {
  await db.executeSql(
    `insert into backlot_jobs.checkpoints (job_id, name, value) values ($1, $2, $3::jsonb)
     on conflict (job_id, name) do update set value = excluded.value, saved_at = now()`,
    [jobId, name, JSON.stringify(value)],
  )
}
