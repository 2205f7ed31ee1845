import { sql, type Kysely } from 'kysely'
import type { DoctorCheck } from '../http/system-service.ts'
import type { HealthDatabase } from './health-database.ts'

/** A check whose problem is to be told, or told to be over. */
export interface HealthChange {
  name: string
  message: string
  restored: boolean
}

/** A problem that is seen so often in a row is told: once may be a hiccup. */
const timesInARow = 2

/**
 * Stores how checks came out, and gives what is to be told; one statement. What is no longer checked is forgotten. Run it in
 * the transaction that tells.
 */
export const storeHealth = async (tx: Kysely<HealthDatabase>, checks: readonly DoctorCheck[]): Promise<HealthChange[]> => {
  // Two runs at a time would both tell.
  await sql`lock table backlot.health_checks in share row exclusive mode`.execute(tx)
  const { rows } = await sql<HealthChange>`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(worstOfEach(checks))}::jsonb) as r (name text, status text, message text)
    ),
    before as materialized (select name, told from backlot.health_checks),
    forgotten as (delete from backlot.health_checks where name not in (select name from given)),
    stored as (
      insert into backlot.health_checks as h (name, status, message, failures)
      select name, status, message, case status when 'ok' then 0 else 1 end from given
      on conflict (name) do update set
        status = excluded.status, message = excluded.message,
        since = case when (h.status = 'ok') = (excluded.status = 'ok') then h.since else now() end,
        failures = case excluded.status when 'ok' then 0 else h.failures + 1 end,
        told = excluded.status <> 'ok' and h.failures + 1 >= ${timesInARow}
      returning name, message, told
    )
    select s.name, s.message, not s.told as restored
    from stored s left join before b using (name)
    where s.told is distinct from coalesce(b.told, false)
    order by s.name`.execute(tx)
  return rows
}

const rank = { ok: 0, warning: 1, failed: 2 } as const

/** Of several of one name (the roots of a library) the worst speaks. */
const worstOfEach = (checks: readonly DoctorCheck[]): Pick<DoctorCheck, 'name' | 'status' | 'message'>[] =>
  [...Map.groupBy(checks, ({ name }) => name)].flatMap(([name, group]) => {
    const [worst] = group.toSorted((a, b) => rank[b.status] - rank[a.status])
    if (worst === undefined) return []
    const { status, message, fix } = worst
    return [{ name, status, message: fix === undefined ? message : `${message}. ${fix}` }]
  })
