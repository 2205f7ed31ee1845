import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { ManagedSeason } from './managed-tables.ts'
import type { ManagedSource } from './known-managed-items.ts'

/** An item as its manager has it now, in place of what was stored of it. */
export interface ManagedItemToWrite {
  remoteId: number
  itemId: string
  title: string
  path: string | null
  monitored: boolean
  qualityProfile: string | null
  tags: string[]
  /** Of a series. */
  seasons?: ManagedSeason[] | undefined
  fingerprint: string
  files: { remoteId: number; path: string; fileId: string | null }[]
}

/** Stores what a manager says of items and their files: three statements however many. */
export const writeManagedItems = async (
  tx: Kysely<CatalogDatabase>,
  { manager, instance }: ManagedSource,
  items: readonly ManagedItemToWrite[],
): Promise<void> => {
  if (items.length === 0) return
  const rows = items.map((item) => ({
    remote_id: item.remoteId,
    item_id: item.itemId,
    title: item.title,
    path: item.path,
    monitored: item.monitored,
    quality_profile: item.qualityProfile,
    tags: item.tags,
    seasons: item.seasons,
    fingerprint: item.fingerprint,
  }))
  await sql`
    insert into backlot.managed_items (manager, instance, remote_id, item_id, title, path, monitored, quality_profile, tags, seasons, fingerprint)
    select ${manager}, ${instance}, r.* from jsonb_to_recordset(${rowsParameter(rows)}) as r (
      remote_id integer, item_id uuid, title text, path text, monitored boolean, quality_profile text, tags text[],
      seasons jsonb, fingerprint text
    )
    on conflict (manager, instance, remote_id) do update set
      item_id = excluded.item_id, title = excluded.title, path = excluded.path, monitored = excluded.monitored,
      quality_profile = excluded.quality_profile, tags = excluded.tags, seasons = excluded.seasons, fingerprint = excluded.fingerprint, synced_at = clock_timestamp()`.execute(
    tx,
  )
  const files = items.flatMap(({ remoteId, files: own }) =>
    own.map(({ remoteId: fileRemoteId, path, fileId }) => ({ remote_id: fileRemoteId, item_remote_id: remoteId, path, file_id: fileId })),
  )
  await sql`
    delete from backlot.managed_files
    where manager = ${manager} and instance = ${instance}
      and (item_remote_id = any(${items.map(({ remoteId }) => remoteId)}::integer[])
        or remote_id = any(${files.map(({ remote_id }) => remote_id)}::integer[]))`.execute(tx)
  await sql`
    insert into backlot.managed_files (manager, instance, remote_id, item_remote_id, path, file_id)
    select distinct on (r.remote_id) ${manager}, ${instance}, r.*
    from jsonb_to_recordset(${rowsParameter(files)}) as r (remote_id integer, item_remote_id integer, path text, file_id bigint)`.execute(
    tx,
  )
}

/** Forgets items that a manager keeps no more, with their files; the items themselves stay. */
export const forgetManagedItems = async (
  tx: Kysely<CatalogDatabase>,
  { manager, instance }: ManagedSource,
  remoteIds: readonly number[],
): Promise<void> => {
  await sql`
    delete from backlot.managed_items
    where manager = ${manager} and instance = ${instance} and remote_id = any(${remoteIds}::integer[])`.execute(tx)
}
