import { movieDeleted, sendNotification, seriesDeleted, type MediaItem } from '@backlot/notifications/args'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanRun } from '../scan/scan-run.ts'

interface NamedItem extends MediaItem {
  type: 'movie' | 'series'
}

/** Runs what may remove films and series with their last files, and tells of those that are gone, in the same transaction. */
export const tellOfRemovals = async (
  tx: Kysely<LibraryDatabase>,
  run: Pick<ScanRun, 'libraryId' | 'libraryName' | 'clock' | 'dryRun' | 'insert'>,
  { itemIds, remove }: { itemIds: readonly string[]; remove: () => Promise<void> },
): Promise<void> => {
  const before = run.dryRun || itemIds.length === 0 ? [] : await namesOf(tx, itemIds)
  await remove()
  if (before.length === 0) return
  const { rows } = await sql<{ id: string }>`select id from backlot.items where id = any(${before.map(({ id }) => id)}::uuid[])`.execute(tx)
  const left = new Set(rows.map(({ id }) => id))
  const gone = Map.groupBy(
    before.filter(({ id }) => !left.has(id)),
    ({ type }) => type,
  )
  const news = { library: { id: run.libraryId, name: run.libraryName }, at: new Date(run.clock.now()) }
  for (const [type, items] of gone) {
    const event = type === 'movie' ? movieDeleted({ items, ...news }) : seriesDeleted({ items, ...news })
    await run.insert(sendNotification({ event }), { tx })
  }
}

const namesOf = async (tx: Kysely<LibraryDatabase>, itemIds: readonly string[]): Promise<NamedItem[]> => {
  const { rows } = await sql<{ id: string; type: NamedItem['type']; title: string; year: number | null }>`
    select id, 'movie' as type, title, year from backlot.movies where id = any(${itemIds}::uuid[])
    union all select id, 'series', title, year from backlot.series where id = any(${itemIds}::uuid[])
    order by title, id`.execute(tx)
  return rows.map(({ year, ...item }) => (year === null ? item : { ...item, year }))
}
