import { inTransaction } from '@backlot/catalog'
import { systemClock, toMilliseconds, type Clock } from '@backlot/jobs'
import { sendNotification, syncDone } from '@backlot/notifications/args'
import type { Kysely } from 'kysely'
import type { ArrDatabase, SyncCounts, SyncProblem } from '../arr-database.ts'
import { lookAtItems } from '../files/look-at-items.ts'
import { readState, writeState } from '../state/instance-state.ts'
import type { ArrSync, Listed } from './arr-sync.ts'
import { askForNames, lookupsOf, namesOf } from './lookups.ts'
import type { RemoteItem } from './remote-item.ts'
import { retireItems } from './retire-items.ts'
import { clearStaged, notInList, stagedRows, stageList, type StagedRow } from './stage-list.ts'
import { addCounts, noCounts } from './sync-counts.ts'
import type { SyncRun } from './sync-context.ts'
import { writePage } from './write-page.ts'

/** How far a full sync is: what an attempt that dies leaves to the next. */
interface FullCursor {
  startedAt: string
  total: number
  hasNameless: boolean
  problems: SyncProblem[]
  counts: SyncCounts
  /** The position of the last row that is written. */
  after: number
}

/** Clocks differ, and what happened while the list was made must not fall between it and the next incremental sync. */
const overlap = toMilliseconds('1h')

/**
 * Brings the catalog up to all that a server has: asks once, keeps the answer, and writes it page by page, so that an attempt
 * that dies is gone on with where it was, without asking again. What is as it was at the last sync is not written again.
 */
export const fullSync = async <Value extends Listed, Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  sync: ArrSync<Value, Item>,
  { run, clock = systemClock }: { run: SyncRun; clock?: Clock | undefined },
): Promise<SyncCounts> => {
  let cursor = (await run.loadCursor<FullCursor>()) ?? (await list(db, sync, { run, clock }))
  const names = namesOf((await readState(db, run.instance)).lookups)
  for (;;) {
    run.signal.throwIfAborted()
    const rows = pageOf(sync, await stagedRows(db, run, { after: cursor.after, limit: sync.pageSize }))
    const last = rows.at(-1)
    if (last === undefined) break
    const older = rows.filter(({ isNewer }) => !isNewer)
    const items = await sync.itemsOf(
      older.map(({ value }) => value),
      names,
      run,
    )
    const changed = items.filter((item, place) => item.fingerprint !== older[place]?.fingerprint)
    const next: FullCursor = {
      ...cursor,
      after: last.position,
      counts: addCounts(cursor.counts, { unchanged: rows.length - changed.length }),
    }
    if (changed.length === 0) {
      cursor = next
      await run.saveCursor(cursor)
    } else {
      const seen = await lookAtItems(db, changed, { ...run, mappings: run.instance.pathMappings })
      const finish = async (tx: Kysely<ArrDatabase>, { counts }: { counts: SyncCounts }): Promise<void> => {
        cursor = { ...next, counts: addCounts(next.counts, counts) }
        await run.saveCursor(cursor, { tx })
      }
      await writePage(db, seen, { run, writer: { ...sync, finish } })
    }
    run.progress({ phase: 'writing', current: last.position, total: cursor.total, message: items.at(-1)?.title ?? '' })
  }
  const counts = addCounts(cursor.counts, await retire(db, sync, { run, cursor }))
  await inTransaction(db, async (tx) => {
    await clearStaged(tx, run.id)
    const now = new Date(clock.now())
    const lastHistoryAt = new Date(Date.parse(cursor.startedAt) - overlap)
    const well = { failure: null, lastError: null, lastErrorAt: null }
    await writeState(tx, run.instance, {
      lastFullAt: now,
      lastHistoryAt,
      lastHistoryId: null,
      lastCounts: counts,
      problems: cursor.problems,
      ...well,
    })
    const news = { service: run.instance.app, instance: run.instance.name, jobId: run.id, counts, at: now }
    await run.insert(sendNotification({ event: syncDone(news) }), { tx })
  })
  return counts
}

/** The first of some rows that weigh no more together than one transaction takes on; one at least. */
const pageOf = <Value extends Listed, Item extends RemoteItem>(
  { schema, weight }: ArrSync<Value, Item>,
  rows: readonly StagedRow[],
): (StagedRow & { value: Value })[] => {
  const read = rows.map((row) => ({ ...row, value: schema.parse(row.item) }))
  if (weight === undefined) return read
  let sum = 0
  const end = read.findIndex(({ value }, place) => (sum += weight.of(value)) > weight.ofPage && place > 0)
  return end === -1 ? read : read.slice(0, end)
}

/** Asks the server for everything: four requests. */
const list = async <Value extends Listed, Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  sync: ArrSync<Value, Item>,
  { run, clock }: { run: SyncRun; clock: Clock },
): Promise<FullCursor> => {
  run.progress({ phase: 'listing' })
  const startedAt = new Date(clock.now()).toISOString()
  const status = await sync.client.status(run)
  const names = await askForNames(sync.client, run.signal)
  const { total, hasNameless, problems, strange } = await stageList(db, sync.list(run.signal), run)
  const cursor: FullCursor = { startedAt, total, hasNameless, problems, after: 0, counts: addCounts(noCounts(), { found: total, strange }) }
  await inTransaction(db, async (tx) => {
    await writeState(tx, run.instance, { version: status.version ?? null, lookups: lookupsOf(names) })
    await run.saveCursor(cursor, { tx })
  })
  return cursor
}

const retire = async <Value extends Listed, Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  sync: ArrSync<Value, Item>,
  { run, cursor }: { run: SyncRun; cursor: FullCursor },
): Promise<Partial<SyncCounts>> => {
  // A row without a readable id may be any of those that seem to be gone.
  if (cursor.hasNameless) return {}
  const gone = await notInList(db, run, new Date(cursor.startedAt))
  let counts: Partial<SyncCounts> = {}
  for (let start = 0; start < gone.length; start += sync.pageSize) {
    run.signal.throwIfAborted()
    const retired = await retireItems(db, gone.slice(start, start + sync.pageSize), { run, type: sync.type, changed: sync.changed })
    counts = addCounts({ gone: 0, missing: 0, ...counts }, retired)
    run.progress({ phase: 'retiring', current: Math.min(start + sync.pageSize, gone.length), total: gone.length })
  }
  return counts
}
