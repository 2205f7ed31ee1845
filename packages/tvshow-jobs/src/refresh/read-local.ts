import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { inTransaction, lockKnownItems } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { listItem, tellOfUpdate, type ItemAddress, type ItemListing } from '@backlot/library'
import { sql } from 'kysely'
import type { FoundSeries } from '../import/found-series.ts'
import { groupItem } from '../import/group-item.ts'
import { indexWritten } from '../import/index-written.ts'
import { readItem } from '../import/read-series.ts'
import { writeFoundSeries } from '../import/write-found-series.ts'
import type { TVShowPorts } from '../ports.ts'
import { isMeant, isWhole, type RefreshScope } from './refresh-scope.ts'

/** What a series' files are read with. */
export type LocalPorts = Pick<TVShowPorts, 'db' | 'search'> & { insert: Insert }

const filesAtATime = 1_000

/**
 * Reads what lies on disk of a series again: NFOs, names and pictures, a thousand files at a time, each in a transaction. What
 * cannot be seen, as on a root that is offline, changes nothing. `into`: the series that it turned out to be. Gives whether
 * anything could be seen.
 */
export const readLocal = async (
  ports: LocalPorts,
  scope: RefreshScope,
  { signal, into = scope.seriesId }: { signal: AbortSignal; into?: string },
): Promise<boolean> => {
  let seen = false
  for (const { libraryId, ...address } of await placesOf(ports, scope.seriesId)) {
    // On a root that is offline there is no NFO to be seen, which must not look like one that was deleted.
    if (!(await isThere(join(address.rootPath, address.itemFolder)))) continue
    seen = true
    let after: ItemListing['more']
    do {
      signal.throwIfAborted()
      const listing = await listItem(ports.db, address, { after, limit: filesAtATime })
      const read = await readItem(listing, { series: groupItem(ownFiles(listing, scope.seriesId)).series }, signal)
      const series = read.map((one) => meantOf(one.series, scope))
      await inTransaction(ports.db, async (tx) => {
        await lockKnownItems(tx, 'series', [scope.seriesId, into])
        const item = { type: 'series' as const, id: into, insert: ports.insert, tells: into === scope.seriesId }
        const written = await tellOfUpdate(tx, item, async () => await writeFoundSeries(tx, series, { libraryId, seriesId: into }))
        await indexWritten(tx, ports, written)
      })
      after = listing.more
    } while (after !== undefined)
  }
  return seen
}

const ownFiles = (item: ItemListing, seriesId: string): ItemListing => ({
  ...item,
  files: item.files.filter(({ known }) => known?.itemId === seriesId),
})

const meantOf = (series: FoundSeries, scope: RefreshScope): FoundSeries => ({
  ...series,
  ...(!isWhole(scope) && { nfo: undefined, artwork: undefined }),
  files: series.files.filter(({ episodes }) => episodes.some(({ numbers }) => isMeant(scope, numbers))),
  seasons: scope.seasons && scope.episode === undefined ? series.seasons.filter(({ number }) => (scope.season ?? number) === number) : [],
  extras: [],
})

const placesOf = async ({ db }: LocalPorts, seriesId: string): Promise<(ItemAddress & { libraryId: string })[]> => {
  const { rows } = await sql<ItemAddress & { libraryId: string }>`
    select distinct f.library_id as "libraryId", f.root_id as "rootId", r.path as "rootPath", f.item_folder as "itemFolder"
    from backlot.files f join backlot.library_roots r on r.id = f.root_id
    where f.item_id = ${seriesId} and f.missing_since is null and f.role <> 'extra'
    order by 2, 4 limit 100`.execute(db)
  return rows
}

const isThere = async (path: string): Promise<boolean> =>
  await lstat(path).then(
    () => true,
    () => false,
  )
