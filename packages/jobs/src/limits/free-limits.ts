import type { Storage } from '../storage/open-storage.ts'
import { notifyQueues } from '../storage/notify.ts'
import type { SqlExecutor } from '../storage/transaction.ts'

/** Frees the places of jobs whose attempt has ended, and wakes as many that wait for them. */
export const freeLimits = async (storage: Storage, jobIds: readonly string[]): Promise<void> => {
  await storage.transaction(async (tx) => {
    const { rows } = await tx.executeSql<{ key: string }>('delete from backlot_jobs.limit_places where job_id = any ($1) returning key', [
      [...jobIds],
    ])
    await wakeWaiting(storage, tx, countKeys(rows))
  })
}

/** Frees places whose job no longer runs, as a killed host leaves them. Any host does it, now and then. */
export const sweepLimits = async (storage: Storage): Promise<void> => {
  await storage.transaction(async (tx) => {
    const { rows } = await tx.executeSql<{ key: string }>(
      `delete from backlot_jobs.limit_places p where not exists (
         select from pgboss.job j where j.name = p.queue and j.id = p.job_id and j.state = 'active' and j.retry_count = p.retry_count)
       returning key`,
    )
    if (rows.length > 0) await wakeWaiting(storage, tx, countKeys(rows))
  })
}

const countKeys = (rows: readonly { key: string }[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { key } of rows) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Makes the longest waiting jobs of each key due now. One that was cancelled meanwhile makes room for the next. */
const wakeWaiting = async (storage: Storage, tx: SqlExecutor, places: Map<string, number>): Promise<void> => {
  const woken = new Set<string>()
  for (const [key, count] of places) {
    for (let left = count; left > 0;) {
      const { rows } = await tx.executeSql<{ job_id: string; queue: string }>(
        `delete from backlot_jobs.limit_waiters where job_id in (
           select job_id from backlot_jobs.limit_waiters where key = $1 order by job_id limit $2 for update skip locked) returning job_id, queue`,
        [key, left],
      )
      if (rows.length === 0) break
      for (const { job_id: id, queue } of rows) {
        const { updated } = await storage.boss.update(queue, undefined, { id, startAfter: 0, db: tx })
        left -= updated
        if (updated > 0) woken.add(queue)
      }
    }
  }
  await notifyQueues(tx, woken)
}
