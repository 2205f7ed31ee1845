import { PermanentError, snooze, systemClock, type Decision, type JobContext, type JobRequest } from '@backlot/jobs'
import { sendNotification } from '@backlot/notifications/args'
import type { SyncCounts } from '../arr-database.ts'
import { isArrError } from '../client/arr-error.ts'
import { describeInstance } from '../client/arr-instance.ts'
import { libraryRoots } from '../files/library-roots.ts'
import type { ArrPorts } from '../ports.ts'
import { writeState } from '../state/instance-state.ts'
import type { ArrSync, Listed } from '../sync/arr-sync.ts'
import { fullSync } from '../sync/full-sync.ts'
import { incrementalSync } from '../sync/incremental-sync.ts'
import type { RemoteItem } from '../sync/remote-item.ts'
import { saltOf, type SyncRun } from '../sync/sync-context.ts'
import { syncSome } from '../sync/sync-some.ts'

/** What a sync job did. */
export interface SyncResult {
  counts: SyncCounts
  /** Of an incremental sync that had nothing to go on from: the full sync that was inserted instead. */
  fullSyncJobId?: string
}

/** What one sync is to do. */
export interface SyncTask {
  operation: 'full' | 'incremental' | 'single'
  /** The item of `single`. */
  itemId: number | undefined
  /** The request of a full sync of the same instance. */
  fullSync: JobRequest
}

/** Runs a sync. What goes wrong between us and the server is stored with the instance, and decides when to try again; whoever runs the host tells of a sync that failed for good, as of any job. */
export const runSync = async <Value extends Listed, Item extends RemoteItem>(
  ports: ArrPorts,
  sync: ArrSync<Value, Item>,
  { task, context }: { task: SyncTask; context: JobContext<unknown> },
): Promise<SyncResult | Decision> => {
  const { instance } = sync.client
  const roots = await libraryRoots(ports.db, sync.type === 'movie' ? 'movie' : 'tvshow')
  const run: SyncRun = {
    ...context,
    instance,
    source: { manager: instance.app, instance: instance.name },
    roots,
    salt: saltOf(instance, roots),
  }
  try {
    return await perform(ports, sync, { task, run })
  } catch (error) {
    if (!isArrError(error)) throw error
    const at = new Date((ports.clock ?? systemClock).now())
    await writeState(ports.db, instance, { failure: error.failure, lastError: error.message, lastErrorAt: at })
    if (error.failure === 'busy') return snooze(error.retryAfterMs)
    throw error.failure === 'refused' ? new PermanentError(error.message, { cause: error }) : error
  }
}

const perform = async <Value extends Listed, Item extends RemoteItem>(
  ports: ArrPorts,
  sync: ArrSync<Value, Item>,
  { task, run }: { task: SyncTask; run: SyncRun },
): Promise<SyncResult | Decision> => {
  const { db, clock } = ports
  switch (task.operation) {
    case 'full':
      return { counts: await fullSync(db, sync, { run, clock }) }
    case 'incremental': {
      const counts = await incrementalSync(db, sync, { run, clock })
      if (counts !== 'never') return { counts }
      const { id } = await run.insert(task.fullSync)
      return { counts: {}, fullSyncJobId: id }
    }
    case 'single': {
      if (task.itemId === undefined) throw new PermanentError('A single sync needs the id of the item; full and incremental take none')
      const { counts, problems } = await syncSome(db, sync, {
        ids: [task.itemId],
        run,
        finish: async (tx, page) => {
          const news = sync.newsOf(page, new Date((clock ?? systemClock).now()))
          if (news.length > 0)
            await run.insertMany(
              news.map((event) => sendNotification({ event })),
              { tx },
            )
        },
      })
      const [problem] = problems
      if (problem !== undefined)
        throw new PermanentError(`${describeInstance(sync.client.instance)} has ${problem.what}, which cannot be read: ${problem.why}`)
      return { counts }
    }
  }
}

/** The client of an instance, by its name. */
export const clientNamed = <Client extends { instance: { name: string; app: string } }>(
  clients: readonly Client[],
  app: string,
  name: string,
): Client => {
  const client = clients.find(({ instance }) => instance.name === name)
  if (client !== undefined) return client
  const known = clients.map(({ instance }) => `"${instance.name}"`).join(', ')
  throw new PermanentError(`There is no ${app} "${name}" in the configuration${known === '' ? '' : `; there is ${known}`}`)
}
