import { hash } from 'node:crypto'
import { toMilliseconds } from '../define/duration.ts'
import type { Unique } from '../define/unique.ts'
import { arrayLiteral } from '../storage/array-literal.ts'
import type { SqlExecutor } from '../storage/transaction.ts'

/** A job about to be inserted that wants to be the only one of its key. */
export interface KeyClaim {
  id: string
  kind: string
  key: string
  unique: Unique
}

/** The key of equal jobs: sha256 (hex) of the kind and the args that count, whatever order they were written in. */
export const uniqueKey = (kind: string, args: Record<string, unknown>, { by }: Unique): string => {
  const picked = by === undefined ? args : Object.fromEntries(by.map((name) => [name, args[name]]))
  return hash('sha256', `${kind}\n${canonicalJson(picked)}`)
}

const canonicalJson = (value: Record<string, unknown>): string =>
  Object.values(value).some(isObject)
    ? JSON.stringify(value, (_, inner: unknown) => (isObject(inner) && !Array.isArray(inner) ? inOrder(inner) : inner))
    : JSON.stringify(inOrder(value))

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const inOrder = (value: object): object => Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/**
 * Claims the keys of jobs about to be inserted, inside the insert's transaction; gives, by claim id, the existing job
 * that keeps a claim out. Two statements on purpose: the first inserts or locks each key's row, so that equal inserts
 * go one after the other; the second, about those keys that were there, sees with a fresh snapshot what the insert before
 * committed. One statement would decide by its old snapshot and let all of them through. Keys are locked in order, so
 * that batches cannot deadlock.
 */
export const claimKeys = async (tx: SqlExecutor, claims: readonly KeyClaim[]): Promise<Map<string, string>> => {
  const inOrderOfKeys = claims.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const known = await lockKeys(tx, inOrderOfKeys)
  return known.size === 0
    ? new Map()
    : await judge(
        tx,
        inOrderOfKeys.filter(({ key }) => known.has(key)),
      )
}

/** Gives those keys that were there before. */
const lockKeys = async (tx: SqlExecutor, claims: readonly KeyClaim[]): Promise<Set<string>> => {
  const { rows } = await tx.executeSql<{ key: string }>(
    `with claim as (
       select key, kind, id from unnest($1::bytea[], $2::text[], $3::uuid[]) as c (key, kind, id)
     ), locked as (
       insert into backlot_jobs.unique_keys (key, kind, job_id) select key, kind, id from claim order by key
       on conflict (key) do update set kind = excluded.kind returning key, job_id
     )
     select encode(l.key, 'hex') as key from locked l where not exists (select from claim where claim.id = l.job_id)`,
    [
      arrayLiteral(claims.map(({ key }) => `\\x${key}`)),
      arrayLiteral(claims.map(({ kind }) => kind)),
      arrayLiteral(claims.map(({ id }) => id)),
    ],
  )
  return new Set(rows.map(({ key }) => key))
}

/**
 * Which of the keys are kept by another job, and which are taken over. A waiting job that keeps a claim out is locked until the commit: it cannot start before, so it will see what the
 * transaction wrote; and one that runs under a lock (see `takeHold`) is waited for, and is then no longer waiting.
 */
const judge = async (tx: SqlExecutor, claims: readonly KeyClaim[]): Promise<Map<string, string>> => {
  const rows = claims.map(({ id, key, unique }) => ({ id, key, scope: unique.while ?? 'period', ms: periodOf(unique) }))
  const { rows: blocked } = await tx.executeSql<{ id: string; holder: string }>(
    `with claim as (
       select c.id, decode(c.key, 'hex') as key, c.scope, c.ms, u.job_id as holder, u.inserted_at
       from jsonb_to_recordset($1::jsonb) as c (id uuid, key text, scope text, ms float8)
       join backlot_jobs.unique_keys u on u.key = decode(c.key, 'hex')
     ), queued as (
       select j.id from claim
       join pgboss.job j on j.name = any (array(select name from pgboss.queue)) and j.id = claim.holder
       where claim.scope = 'queued' and holder <> claim.id and j.state in ('created', 'retry') for key share of j
     ), judged as (
       select claim.*, holder <> claim.id and j.id is not null and case scope
           when 'queued' then holder in (select id from queued)
           when 'exclusive' then j.state in ('created', 'retry', 'active')
           else j.state not in ('cancelled', 'failed') and inserted_at > now() - ms * interval '1 ms'
         end as blocks
       from claim left join pgboss.job j on j.name = any (array(select name from pgboss.queue)) and j.id = claim.holder
     ), taken as (
       update backlot_jobs.unique_keys u set job_id = judged.id, inserted_at = now()
       from judged where u.key = judged.key and not judged.blocks and judged.holder <> judged.id
     )
     select id, holder from judged where blocks`,
    [JSON.stringify(rows)],
  )
  return new Map(blocked.map((row) => [row.id, row.holder]))
}

const periodOf = (unique: Unique): number => (unique.period === undefined ? 0 : toMilliseconds(unique.period))
