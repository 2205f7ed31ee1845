import type { CatalogDatabase, FileAddress } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'

/** Notes whom a library had to ask which film or series a file is of, so that the same ones are not asked again each day. */
export const noteAskedFile = async (
  db: Kysely<CatalogDatabase>,
  { rootId, folder, name }: FileAddress,
  providers: readonly string[],
): Promise<void> => {
  await sql`
    insert into backlot.asked_files (file_id, providers)
    select f.id, ${providers}::text[] from backlot.files f
    where f.root_id = ${rootId} and f.folder = ${folder} collate "C" and f.name = ${name} collate "C"
    on conflict (file_id) do update set providers = excluded.providers, tried_at = now()`.execute(db)
}
