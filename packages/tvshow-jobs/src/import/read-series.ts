import { setImmediate } from 'node:timers/promises'
import type { FilePlace, ItemListing } from '@backlot/library'
import { mapBounded } from '@backlot/library/map-bounded'
import { groupItem, type GroupedItem } from './group-item.ts'
import { readSidecars, sidecarFolders, type ReadSeries } from './read-sidecars.ts'

/** What folders hold, read and not written. */
export interface ReadItemsOfSeries {
  /** Series of which something changed. */
  series: ReadSeries[]
  /** Changed files that are no part of a series. */
  leftovers: FilePlace[]
}

/** Reads the names and NFOs of folders, without the database. */
export const readSeries = async (items: readonly ItemListing[], signal: AbortSignal): Promise<ReadItemsOfSeries> => {
  const series: ReadSeries[] = []
  const leftovers: FilePlace[] = []
  for (const item of items) {
    // Parsing names is work for the processor: whatever else waits has its turn.
    await setImmediate()
    signal.throwIfAborted()
    const grouped = groupItem(item)
    leftovers.push(
      ...grouped.leftovers.filter(({ change }) => change !== null).map(({ folder, name }) => ({ rootId: item.rootId, folder, name })),
    )
    series.push(...(await readItem(item, grouped, signal)))
  }
  return { series, leftovers }
}

/** Reads what lies beside the files of an item. */
export const readItem = async (item: ItemListing, { series }: Pick<GroupedItem, 'series'>, signal: AbortSignal): Promise<ReadSeries[]> => {
  const folders = sidecarFolders(item)
  return await mapBounded(series, { limit: 4, signal }, async (one) => {
    return await readSidecars(one, { item, folders, alone: series.length === 1, signal })
  })
}
