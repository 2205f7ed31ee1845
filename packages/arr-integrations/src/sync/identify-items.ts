import {
  createItemBook,
  findKnownItems,
  hasOtherIds,
  rowsParameter,
  type ItemBook,
  type KnownItem,
  type MatchedType,
} from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import { sql, type Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import type { SeenItem } from '../files/look-at-items.ts'
import type { RemoteItem } from './remote-item.ts'

/**
 * Which film or series of ours each of a server's is; undefined: none, so it is a new one. In this order: a provider's id;
 * what it was at an earlier sync; what its files are, or all that is in its folder; title and year, where a scan knows no
 * more than those. Whatever has another id of the same provider is something else. Two statements.
 */
export const identifyItems = async <Item extends RemoteItem>(
  tx: Kysely<ArrDatabase>,
  type: MatchedType,
  seen: readonly SeenItem<Item>[],
): Promise<(KnownItem | undefined)[]> => {
  const inPlace = await itemsInPlace(tx, seen)
  const book = createItemBook(
    await findKnownItems(tx, {
      type,
      itemIds: [...seen.flatMap(({ known }) => known?.itemId ?? []), ...inPlace.values()],
      titles: [...new Set(seen.flatMap(({ item }) => item.titles.map(normalizeTitle)))],
      externalIds: seen.flatMap(({ item }) => item.ids),
    }),
  )
  return seen.map((one) => identify(one, book, inPlace))
}

const identify = (
  { item, known, folder, files }: SeenItem,
  book: ItemBook,
  inPlace: ReadonlyMap<string, string>,
): KnownItem | undefined => {
  const fits = (candidate: KnownItem | undefined): candidate is KnownItem => candidate !== undefined && !hasOtherIds(candidate, item.ids)
  // Ids come in the order of trust; one that contradicts another is not enough.
  for (const id of item.ids) {
    const byId = book.byExternalId(id)
    if (fits(byId)) return byId
  }
  const before = book.byId(known?.itemId ?? '')
  if (fits(before)) return before
  const places = [
    ...files.flatMap(({ place }) => (place === undefined ? [] : [fileKey(place)])),
    ...(folder === undefined ? [] : [folderKey(folder)]),
  ]
  for (const place of places) {
    const there = book.byId(inPlace.get(place) ?? '')
    if (fits(there)) return there
  }
  const named = [...new Set(item.titles.map(normalizeTitle).flatMap((title) => book.byTitle(title, item.year ?? null)))]
  const [only] = named
  return named.length === 1 && fits(only) && item.year !== undefined && !isKnownByIds(only, item) ? only : undefined
}

/** Known by an id of a provider that the server names too would be enough to find it by that id. */
const isKnownByIds = (known: KnownItem, { ids }: RemoteItem): boolean =>
  known.externalIds.some(({ provider }) => ids.some((id) => id.provider === provider))

const fileKey = ({ rootId, folder, name }: { rootId: string; folder: string; name: string }): string => `file ${rootId}/${folder}/${name}`

const folderKey = ({ rootId, folder }: { rootId: string; folder: string }): string => `folder ${rootId}/${folder}`

/** What is stored in the places where a server has its items: by file, and by folder where all in it are of one item. */
const itemsInPlace = async (tx: Kysely<ArrDatabase>, seen: readonly SeenItem[]): Promise<Map<string, string>> => {
  const files = seen.flatMap((one) =>
    one.files.flatMap(({ place }) => (place === undefined ? [] : [{ root_id: place.rootId, folder: place.folder, name: place.name }])),
  )
  const folders = seen.flatMap(({ folder }) =>
    folder === undefined || folder.folder === '' ? [] : [{ root_id: folder.rootId, folder: folder.folder }],
  )
  if (files.length === 0 && folders.length === 0) return new Map()
  const { rows } = await sql<{ rootId: string; folder: string; name: string | null; itemId: string }>`
    select f.root_id as "rootId", f.folder, f.name, f.item_id as "itemId"
    from jsonb_to_recordset(${rowsParameter(files)}) as r (root_id bigint, folder text, name text)
    cross join lateral (
      select * from backlot.files f
      where f.root_id = r.root_id and f.folder = r.folder collate "C" and f.name = r.name collate "C" and f.item_id is not null offset 0
    ) f
    union all
    select r.root_id, r.folder, null, f.item_id
    from jsonb_to_recordset(${rowsParameter(folders)}) as r (root_id bigint, folder text)
    cross join lateral (
      select min(f.item_id::text)::uuid as item_id from backlot.files f
      where f.root_id = r.root_id and f.item_folder = r.folder collate "C" and f.item_id is not null
      having count(distinct f.item_id) = 1
    ) f`.execute(tx)
  return new Map(
    rows.map(({ rootId, folder, name, itemId }) => [
      name === null ? folderKey({ rootId, folder }) : fileKey({ rootId, folder, name }),
      itemId,
    ]),
  )
}
