import { notify } from '../storage/notify.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { PauseTarget } from './client.ts'

const columns = (target: PauseTarget): [scope: string, name: string] =>
  target === 'all' ? ['all', ''] : 'queue' in target ? ['queue', target.queue] : ['kind', target.kind]

/** Stores a pause and tells every host. */
export const pause = async (db: SqlExecutor, target: PauseTarget): Promise<void> => {
  await db.executeSql('insert into backlot_jobs.pauses (scope, name) values ($1, $2) on conflict do nothing', columns(target))
  await notify(db, { type: 'pauses' })
}

/** Removes a pause and tells every host. */
export const resume = async (db: SqlExecutor, target: PauseTarget): Promise<void> => {
  await db.executeSql('delete from backlot_jobs.pauses where scope = $1 and name = $2', columns(target))
  await notify(db, { type: 'pauses' })
}

/** What is paused now, oldest first. */
export const readPauses = async (db: SqlExecutor): Promise<PauseTarget[]> => {
  const { rows } = await db.executeSql<{ scope: 'all' | 'queue' | 'kind'; name: string }>(
    'select scope, name from backlot_jobs.pauses order by paused_at, name',
  )
  return rows.map(({ scope, name }) => (scope === 'all' ? 'all' : scope === 'queue' ? { queue: name } : { kind: name }))
}
