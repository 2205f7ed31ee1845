import { mapBounded } from '@backlot/library'
import type { Kysely } from 'kysely'
import type { ArrDatabase, SyncCounts, SyncProblem } from '../arr-database.ts'
import { lookAtItems } from '../files/look-at-items.ts'
import { readState, writeState } from '../state/instance-state.ts'
import type { ArrSync, Listed } from './arr-sync.ts'
import { askForNames, knowsAll, lookupsOf, namesOf, type NamesById } from './lookups.ts'
import type { RemoteItem } from './remote-item.ts'
import { retireItems } from './retire-items.ts'
import { addCounts, noCounts } from './sync-counts.ts'
import type { SyncRun } from './sync-context.ts'
import { writePage, type WrittenPage } from './write-page.ts'

const requestsAtATime = 4

/** What syncing some items came to. */
export interface SyncedSome {
  counts: SyncCounts
  problems: SyncProblem[]
}

/** Syncs some of a server's items: asks for each anew, four at a time. One that it has no more is retired. `finish` runs in the transaction that writes. */
export const syncSome = async <Value extends Listed, Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  sync: ArrSync<Value, Item>,
  { ids, run, finish }: { ids: readonly number[]; run: SyncRun; finish: (tx: Kysely<ArrDatabase>, page: WrittenPage) => Promise<void> },
): Promise<SyncedSome> => {
  const problems: SyncProblem[] = []
  const values: Value[] = []
  const gone: number[] = []
  const rows = await mapBounded(ids, { limit: requestsAtATime, signal: run.signal }, async (id) => ({
    id,
    row: await sync.one(id, run.signal),
  }))
  for (const { id, row } of rows) {
    if (row === undefined) gone.push(id)
    else if (row.ok) values.push(row.value)
    else problems.push({ what: row.what, why: row.why })
  }
  let counts = addCounts(noCounts(), { found: ids.length, strange: problems.length })
  if (gone.length > 0) counts = addCounts(counts, await retireItems(db, gone, { run, type: sync.type, changed: sync.changed }))
  if (values.length === 0) return { counts, problems }
  const items = await sync.itemsOf(values, await namesFor(db, sync, { values, run }), run)
  const seen = await lookAtItems(db, items, { ...run, mappings: run.instance.pathMappings })
  const page = await writePage(db, seen, { run, writer: { ...sync, finish } })
  return { counts: addCounts(counts, page.counts), problems }
}

/** The names that are stored, where they are enough; else the server is asked. */
const namesFor = async <Value extends Listed, Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  sync: ArrSync<Value, Item>,
  { values, run }: { values: readonly Value[]; run: SyncRun },
): Promise<NamesById> => {
  const stored = namesOf((await readState(db, run.instance)).lookups)
  if (knowsAll(stored, values)) return stored
  const asked = await askForNames(sync.client, run.signal)
  await writeState(db, run.instance, { lookups: lookupsOf(asked) })
  return asked
}
