import { setImmediate } from 'node:timers/promises'
import type { FilePlace, ItemListing, ListedFile } from '@backlot/library'
import { mapBounded } from '@backlot/library/map-bounded'
import type { FoundFilm } from './found-film.ts'
import { groupItem, type GroupedItem } from './group-item.ts'
import { readSidecars, type ReadFilm } from './read-sidecars.ts'

const itemsAtATime = 8

/** What folders hold, read and not written. */
export interface ReadFilms {
  /** Films of which something changed. */
  films: ReadFilm[]
  /** Changed files that are no part of a film. */
  leftovers: FilePlace[]
}

/** Reads the names and NFOs of folders, without the database. */
export const readFilms = async (items: readonly ItemListing[], signal: AbortSignal): Promise<ReadFilms> => {
  const grouped = await groupItems(items, signal)
  const changed = grouped.flatMap(({ item, films }) =>
    films.filter((film) => item.refresh || filesOf(film).some(({ change }) => change !== null)).map((film) => ({ item, films, film })),
  )
  return {
    films: await mapBounded(changed, { limit: 8, signal }, async ({ item, films, film }) => {
      return await readSidecars(film, { item, films, signal })
    }),
    leftovers: grouped.flatMap(({ item, leftovers }) =>
      leftovers.filter(({ change }) => change !== null).map(({ folder, name }) => ({ rootId: item.rootId, folder, name })),
    ),
  }
}

/** All files of a film. */
export const filesOf = (film: FoundFilm): ListedFile[] => [...film.files.map(({ file }) => file), ...film.extras.map(({ file }) => file)]

/** Parsing names is work for the processor: every few folders it lets whatever else waits have its turn. */
const groupItems = async (items: readonly ItemListing[], signal: AbortSignal): Promise<(GroupedItem & { item: ItemListing })[]> => {
  const grouped: (GroupedItem & { item: ItemListing })[] = []
  for (const [index, item] of items.entries()) {
    if (index % itemsAtATime === 0) await setImmediate()
    signal.throwIfAborted()
    grouped.push({ item, ...groupItem(item) })
  }
  return grouped
}
