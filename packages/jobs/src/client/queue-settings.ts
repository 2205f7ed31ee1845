import { noSuchQueue } from '../storage/check-queues.ts'
import { notify } from '../storage/notify.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { PauseTarget } from './client.ts'

/** What was set of the queues while hosts run; it holds in all of them. */
export interface QueueSettings {
  /** Oldest first. */
  paused: PauseTarget[]
  /** The slots of queues that were resized, by name. */
  sizes: ReadonlyMap<string, number>
}

const mostSlots = 1_000

const columns = (target: PauseTarget): [scope: string, name: string] =>
  target === 'all' ? ['all', ''] : 'queue' in target ? ['queue', target.queue] : ['kind', target.kind]

/** Stores a pause and tells every host. */
export const pause = async (db: SqlExecutor, target: PauseTarget): Promise<void> => {
  await db.executeSql('insert into backlot_jobs.pauses (scope, name) values ($1, $2) on conflict do nothing', columns(target))
  await notify(db, { type: 'queues' })
}

/** Removes a pause and tells every host. */
export const resume = async (db: SqlExecutor, target: PauseTarget): Promise<void> => {
  await db.executeSql('delete from backlot_jobs.pauses where scope = $1 and name = $2', columns(target))
  await notify(db, { type: 'queues' })
}

/** Stores the size of a queue, or forgets it, and tells every host. Rejects with a RangeError for a bad size or an unknown queue. */
export const resizeQueue = async (db: SqlExecutor, queue: string, slots: number | 'default'): Promise<void> => {
  if (slots !== 'default' && (!Number.isInteger(slots) || slots < 1 || slots > mostSlots))
    throw new RangeError(`Queue ${queue} cannot have ${slots} slots; give a whole number from 1 to ${mostSlots}, or 'default'`)
  const { rows } = await db.executeSql('select from pgboss.queue where name = $1', [queue])
  if (rows.length === 0) throw noSuchQueue(queue)
  if (slots === 'default') await db.executeSql('delete from backlot_jobs.queue_sizes where queue = $1', [queue])
  else
    await db.executeSql(
      `insert into backlot_jobs.queue_sizes (queue, slots) values ($1, $2)
       on conflict (queue) do update set slots = excluded.slots, resized_at = now()`,
      [queue, slots],
    )
  await notify(db, { type: 'queues' })
}

/** What is set now, with one statement: hosts ask again and again. */
export const readQueueSettings = async (db: SqlExecutor): Promise<QueueSettings> => {
  const { rows } = await db.executeSql<{ scope: 'all' | 'queue' | 'kind' | 'size'; name: string; slots: number | null }>(
    `select scope, name, null::integer as slots, paused_at as set_at from backlot_jobs.pauses
     union all select 'size', queue, slots, resized_at from backlot_jobs.queue_sizes
     order by set_at, name`,
  )
  return {
    paused: rows.flatMap(({ scope, name }): PauseTarget[] => {
      if (scope === 'size') return []
      return [scope === 'all' ? 'all' : scope === 'queue' ? { queue: name } : { kind: name }]
    }),
    sizes: new Map(rows.flatMap(({ name, slots }) => (slots === null ? [] : [[name, slots] as const]))),
  }
}

/** Whether a pause of everything or of the queue is among these. */
export const isQueuePaused = (paused: readonly PauseTarget[], queue: string): boolean =>
  paused.some((target) => target === 'all' || ('queue' in target && target.queue === queue))
