import { inTransaction } from '@backlot/catalog'
import { isFinalState, worker } from '@backlot/jobs'
import { sql } from 'kysely'
import { cleanUpLibraryScans } from '../args.ts'
import type { LibraryPorts } from '../ports.ts'
import { mapBounded } from '../walk/map-bounded.ts'

/** What was tidied, or with a dry run would be. */
export interface ScanCleanupResult {
  /** Scans that nobody ran any more. */
  failed: number
  /** Records of old scans. */
  deleted: number
  dryRun: boolean
}

const batchSize = 500

/**
 * Ends scans that are still open although their job has ended or is gone, and removes finished ones that are older than
 * the retention, in batches. The last completed scan of each library stays, whatever its age: it says when the library
 * was scanned.
 */
export const cleanUpScansWorker = ({ db, jobs }: Pick<LibraryPorts, 'db' | 'jobs'>) =>
  worker(cleanUpLibraryScans, async ({ args: { retentionDays, dryRun = false }, signal, progress }): Promise<ScanCleanupResult> => {
    progress({ phase: 'ending lost scans' })
    const lost = await lostScans({ db, jobs }, signal)
    if (!dryRun) await endLost({ db }, lost)
    progress({ phase: 'removing old scans' })
    const deleted = dryRun ? await countOld({ db }, retentionDays) : await removeOld({ db }, retentionDays, signal)
    return { failed: lost.length, deleted, dryRun }
  })

interface LostScan {
  id: string
  reason: string
}

const lostScans = async ({ db, jobs }: Pick<LibraryPorts, 'db' | 'jobs'>, signal: AbortSignal): Promise<LostScan[]> => {
  const open = await db.selectFrom('backlot.scans').select(['id', 'job_id']).where('state', '=', 'running').execute()
  const states = await mapBounded(open, { limit: 4, signal }, async ({ job_id }) => (await jobs.jobGet(job_id))?.state)
  return open.flatMap(({ id, job_id }, index): LostScan[] => {
    const state = states[index]
    if (state !== undefined && !isFinalState(state)) return []
    const end = state === undefined ? 'is gone' : `is ${state}`
    return [{ id, reason: `Its job ${job_id} ${end}, and had not finished it.` }]
  })
}

const endLost = async ({ db }: Pick<LibraryPorts, 'db'>, lost: readonly LostScan[]): Promise<void> => {
  if (lost.length === 0) return
  await sql`
    update backlot.scans s set state = 'failed', error = r.reason, finished_at = now()
    from jsonb_to_recordset(${JSON.stringify(lost)}::jsonb) as r (id uuid, reason text)
    where s.id = r.id and s.state = 'running'`.execute(db)
}

const old = (retentionDays: number) => sql`
  s.state <> 'running' and s.finished_at < now() - make_interval(days => ${retentionDays})
  and s.id not in (
    select distinct on (library_id) id from backlot.scans where state = 'completed' and paths is null order by library_id, started_at desc
  )`

const countOld = async ({ db }: Pick<LibraryPorts, 'db'>, retentionDays: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from backlot.scans s where ${old(retentionDays)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** What such a scan had staged goes with it. */
const removeOld = async ({ db }: Pick<LibraryPorts, 'db'>, retentionDays: number, signal: AbortSignal): Promise<number> => {
  let deleted = 0
  for (let removed = batchSize; removed === batchSize; deleted += removed) {
    signal.throwIfAborted()
    removed = await inTransaction(db, async (tx) => {
      const { numAffectedRows } = await sql`
        delete from backlot.scans where id in (select s.id from backlot.scans s where ${old(retentionDays)} limit ${batchSize})`.execute(tx)
      return Number(numAffectedRows ?? 0n)
    })
  }
  return deleted
}
