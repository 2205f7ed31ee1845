import { inTransaction } from '@backlot/catalog'
import { systemClock, type Clock } from '@backlot/jobs'
import { sendNotification, syncDone } from '@backlot/notifications/args'
import type { Kysely } from 'kysely'
import type { ArrDatabase, SyncCounts } from '../arr-database.ts'
import { readState, writeState, type InstanceState } from '../state/instance-state.ts'
import type { ArrSync, Listed } from './arr-sync.ts'
import type { RemoteItem } from './remote-item.ts'
import { addCounts, noCounts } from './sync-counts.ts'
import type { SyncRun } from './sync-context.ts'
import type { WrittenPage } from './write-page.ts'
import { syncSome } from './sync-some.ts'

const itemsAtATime = 50

/**
 * Syncs what a server's history says was touched since the last time. What has no history, such as a film that was added or
 * removed, comes with its webhook, or else with the next full sync. `never`: there was no full sync that this could go on from.
 */
export const incrementalSync = async <Value extends Listed, Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  sync: ArrSync<Value, Item>,
  { run, clock = systemClock }: { run: SyncRun; clock?: Clock | undefined },
): Promise<SyncCounts | 'never'> => {
  const state = await readState(db, run.instance)
  if (state.lastFullAt === null || state.lastHistoryAt === null) return 'never'
  run.progress({ phase: 'reading history' })
  const { ids, seenAt, seenId } = await touchedSince(sync, { state, since: state.lastHistoryAt, run })
  let counts = noCounts()
  for (let start = 0; start < ids.length; start += itemsAtATime) {
    run.signal.throwIfAborted()
    const page = ids.slice(start, start + itemsAtATime)
    const finish = async (tx: Kysely<ArrDatabase>, written: WrittenPage): Promise<void> => {
      const news = sync.newsOf(written, new Date(clock.now())).map((event) => sendNotification({ event }))
      if (news.length > 0) await run.insertMany(news, { tx })
    }
    const { counts: some, problems } = await syncSome(db, sync, { ids: page, run, finish })
    for (const { what, why } of problems) run.log.warn(`${what} cannot be read and is left out: ${why}`)
    counts = addCounts(counts, some)
    run.progress({ phase: 'writing', current: Math.min(start + itemsAtATime, ids.length), total: ids.length })
  }
  await inTransaction(db, async (tx) => {
    const now = new Date(clock.now())
    const well = { failure: null, lastError: null, lastErrorAt: null }
    await writeState(tx, run.instance, { lastIncrementalAt: now, lastHistoryAt: seenAt, lastHistoryId: seenId, ...well })
    if (ids.length === 0) return
    const news = { service: run.instance.app, instance: run.instance.name, jobId: run.id, counts, at: now }
    await run.insert(sendNotification({ event: syncDone(news) }), { tx })
  })
  return counts
}

const touchedSince = async <Value extends Listed, Item extends RemoteItem>(
  sync: ArrSync<Value, Item>,
  { state, since, run }: { state: InstanceState; since: Date; run: SyncRun },
): Promise<{ ids: number[]; seenAt: Date; seenId: number | null }> => {
  const ids = new Set<number>()
  let seenAt = since
  let seenId = state.lastHistoryId
  for await (const row of sync.client.historySince(since, run)) {
    if (!row.ok) continue
    const at = new Date(row.value.date)
    if (at > seenAt) seenAt = at
    if (row.value.id > (seenId ?? 0)) seenId = row.value.id
    // The last record is told again, since "since" means "at or after".
    if (state.lastHistoryId !== null && row.value.id <= state.lastHistoryId) continue
    const id = sync.touched(row.value)
    if (id !== undefined && id > 0) ids.add(id)
  }
  return { ids: [...ids], seenAt, seenId }
}
