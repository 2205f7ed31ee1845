import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { inTransaction } from '../in-transaction.ts'
import type { MatchedType } from '../items/known-items.ts'
import { itemsOf, lostFile, type LostFile } from './lost-files.ts'
import type { ItemChange } from '../items/item-change.ts'
import { removeWithoutFiles } from '../items/remove-without-files.ts'

/** A file that is gone from disk and still known. */
export interface MissingFile {
  id: string
  libraryId: string
  path: string
  size: number
  missingSince: Date
  /** The film or series that it is of. */
  item: { id: string; type: MatchedType; title: string; year: number | null } | null
  /** Why it is still known: kept by hand, on a root that is offline, or not missing for long enough. */
  why: 'kept' | 'root offline' | 'grace'
}

/** The missing files of a library (of all without an id), longest missing first; at most `limit` (200) after `offset`. */
export const listMissing = async (
  db: Kysely<CatalogDatabase>,
  { libraryId, limit = 200, offset = 0 }: { libraryId?: string; limit?: number; offset?: number } = {},
): Promise<MissingFile[]> => {
  const { rows } = await sql<Omit<MissingFile, 'size'> & { size: string }>`
    select f.id, f.library_id as "libraryId", concat_ws('/', r.path, nullif(f.folder, ''), f.name) as path, f.size,
      f.missing_since as "missingSince",
      case when i.id is not null then jsonb_build_object(
        'id', i.id, 'type', i.type, 'title', coalesce(m.title, s.title), 'year', coalesce(m.year, s.year)
      ) end as item,
      case when f.kept then 'kept' when r.status = 'offline' then 'root offline' else 'grace' end as why
    from backlot.files f
    join backlot.library_roots r on r.id = f.root_id
    left join backlot.items i on i.id = f.item_id
    left join backlot.movies m on m.id = f.item_id
    left join backlot.series s on s.id = f.item_id
    where f.missing_since is not null and (${libraryId ?? null}::uuid is null or f.library_id = ${libraryId ?? null}::uuid)
    order by f.missing_since, f.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

/** Keeps missing files beyond their grace; gives how many of the ids are missing files. */
export const keepMissing = async (db: Kysely<CatalogDatabase>, ids: readonly string[]): Promise<number> => {
  const { numAffectedRows } = await sql`
    update backlot.files set kept = true where id = any(${ids}::bigint[]) and missing_since is not null`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/**
 * Removes missing files now, and the films and series that have no other; gives how many. Files that are there are never removed.
 * `changed` runs in the same transaction with the films and series whose files went, to bring the index up to date.
 */
export const removeMissing = async (
  db: Kysely<CatalogDatabase>,
  ids: readonly string[],
  changed: (tx: Kysely<CatalogDatabase>, change: ItemChange) => Promise<void>,
): Promise<number> =>
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<LostFile>`
      delete from backlot.files f where id = any(${ids}::bigint[]) and missing_since is not null returning ${lostFile}`.execute(tx)
    const lost = itemsOf(rows)
    await changed(tx, { ...lost, removed: await removeWithoutFiles(tx, lost.itemIds) })
    return rows.length
  })
