import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { Manager } from './managed-tables.ts'

/** One instance of a manager. */
export interface ManagedSource {
  manager: Manager
  instance: string
}

/** A managed item as it is known, with the files that it had. */
export interface KnownManagedItem {
  remoteId: number
  itemId: string | null
  title: string
  fingerprint: string
  files: KnownManagedFile[]
}

/** A file of a managed item: as the manager called it, and the file that it is for us. */
export interface KnownManagedFile {
  remoteId: number
  path: string
  file: { id: string; rootId: string; folder: string; name: string; size: number; device: string; inode: string } | null
}

/** What is known of items of a manager, in one statement; those that are not known are left out. */
export const knownManagedItems = async (
  db: Kysely<CatalogDatabase>,
  { manager, instance }: ManagedSource,
  remoteIds: readonly number[],
): Promise<KnownManagedItem[]> => {
  if (remoteIds.length === 0) return []
  const { rows } = await sql<KnownManagedItem>`
    select m.remote_id as "remoteId", m.item_id as "itemId", m.title, m.fingerprint,
      coalesce(jsonb_agg(jsonb_build_object(
        'remoteId', mf.remote_id, 'path', mf.path,
        'file', case when f.id is not null then jsonb_build_object(
          'id', f.id::text, 'rootId', f.root_id::text, 'folder', f.folder, 'name', f.name, 'size', f.size, 'device', f.device, 'inode', f.inode
        ) end
      )) filter (where mf.remote_id is not null), '[]') as files
    from backlot.managed_items m
    left join backlot.managed_files mf
      on mf.manager = m.manager and mf.instance = m.instance and mf.item_remote_id = m.remote_id
    left join backlot.files f on f.id = mf.file_id
    where m.manager = ${manager} and m.instance = ${instance} and m.remote_id = any(${remoteIds}::integer[])
    group by m.manager, m.instance, m.remote_id`.execute(db)
  return rows
}

/** The manager's id of the item that it keeps in a folder (as it calls it); undefined when none is known. */
export const managedItemAt = async (
  db: Kysely<CatalogDatabase>,
  { manager, instance }: ManagedSource,
  path: string,
): Promise<number | undefined> => {
  const found = await db
    .selectFrom('backlot.managed_items')
    .select('remote_id')
    .where('manager', '=', manager)
    .where('instance', '=', instance)
    .where('path', '=', path)
    .executeTakeFirst()
  return found?.remote_id
}
