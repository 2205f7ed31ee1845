import pg from 'pg'

/**
 * What really happened to jobs, written by the handlers themselves into a table of its own, whatever process they ran
 * in: the judge of the tests that kill hosts.
 */
export interface History {
  record(jobId: string, event: 'start' | 'end', host: string, attempt: number): Promise<void>
  /** Every fault that can be seen: a job that is not in a final state, or that ended twice, or ran twice at a time unexplained. */
  faults(jobIds: readonly string[]): Promise<string[]>
  /** Milliseconds from a moment to the first start that followed it. */
  firstStartAfter(moment: Date): Promise<number | undefined>
  starts(jobId: string): Promise<{ host: string; attempt: number }[]>
  close(): Promise<void>
}

/** Opens the history of a test database, making its table the first time. It does not wait for the disk: no test crashes the server. */
export const openHistory = async (url: string): Promise<History> => {
  const pool = new pg.Pool({ connectionString: url, max: 4, options: '-c synchronous_commit=off' })
  pool.on('error', () => undefined)
  await pool.query(
    `create table if not exists history (
       job_id uuid not null, event text not null, host text not null, attempt integer not null, at timestamptz not null default clock_timestamp()
     )`,
  )
  return {
    record: async (jobId, event, host, attempt) => {
      await pool.query('insert into history (job_id, event, host, attempt) values ($1, $2, $3, $4)', [jobId, event, host, attempt])
    },
    faults: async (jobIds) => {
      const { rows } = await pool.query<{ id: string; state: string | null; count: number; ended: boolean }>(
        `select e.id, j.state::text as state, count(j.id)::int as count,
                exists (select from history h where h.job_id = e.id and h.event = 'end') as ended
         from unnest($1::uuid[]) as e (id) left join pgboss.job j on j.id = e.id group by e.id, j.state`,
        [jobIds],
      )
      const lost = rows.filter(({ count }) => count !== 1).map(({ id, count }) => `${id} is stored ${count} times`)
      const open = rows
        .filter(({ state }) => !['completed', 'cancelled', 'failed'].includes(state ?? ''))
        .map(({ id, state }) => `${id} is ${state}`)
      const unrun = rows
        .filter(({ state, ended }) => state === 'completed' && !ended)
        .map(({ id }) => `${id} is completed and never ran to its end`)
      const missing = jobIds.filter((id) => !rows.some((row) => row.id === id)).map((id) => `${id} was lost`)
      return [...lost, ...open, ...unrun, ...missing]
    },
    firstStartAfter: async (moment) => {
      const { rows } = await pool.query<{ ms: number }>(
        `select extract(epoch from min(at) - $1)::float8 * 1000 as ms from history where event = 'start' and at > $1`,
        [moment],
      )
      return rows[0]?.ms ?? undefined
    },
    starts: async (jobId) => {
      const { rows } = await pool.query<{ host: string; attempt: number }>(
        `select host, attempt from history where job_id = $1 and event = 'start' order by at`,
        [jobId],
      )
      return rows
    },
    close: async () => await pool.end(),
  }
}
