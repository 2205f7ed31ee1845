import { rowsParameter, type CatalogDatabase } from '@backlot/catalog'
import type { JobRequest } from '@backlot/jobs'
import { sql, type Kysely } from 'kysely'
import { providersOf, serving, type OnlineMetadata } from '../online/online-metadata.ts'
import type { MetadataPorts } from '../ports.ts'

/** Unmatched files that are due to be matched again, with the jobs that do it. */
export interface DueFiles {
  fileIds: string[]
  requests: JobRequest[]
}

/**
 * Unmatched files that nobody was asked about since the providers of their library, or their order, changed; those that were
 * never tried first, the oldest before the others, at most `limit`.
 */
export const dueFiles = async (
  db: Kysely<CatalogDatabase>,
  { online, matches, limit }: { online: OnlineMetadata; matches: NonNullable<MetadataPorts['matches']>; limit: number },
): Promise<DueFiles> => {
  const libraries = await db
    .selectFrom('backlot.libraries')
    .select(['id', 'type', 'metadata_providers as providers'])
    .where('enabled', '=', true)
    .execute()
  const wanted = libraries.flatMap(({ id, type, providers }) => {
    const able = serving(providersOf(online, providers), type === 'movie' ? 'movie' : 'series')
    return able.length === 0 || matches[type] === undefined ? [] : { library_id: id, type, providers: able.map(({ name }) => name) }
  })
  if (wanted.length === 0) return { fileIds: [], requests: [] }
  const { rows } = await sql<{ id: string; libraryId: string; type: 'movie' | 'tvshow'; path: string }>`
    select f.id, f.library_id as "libraryId", w.type, concat_ws('/', r.path, nullif(f.folder, ''), f.name) as path
    from jsonb_to_recordset(${rowsParameter(wanted)}) as w (library_id uuid, type text, providers text[])
    join backlot.files f on f.library_id = w.library_id
    join backlot.library_roots r on r.id = f.root_id
    left join backlot.asked_files a on a.file_id = f.id
    where f.state = 'unmatched' and f.role <> 'extra' and f.missing_since is null and a.providers is distinct from w.providers
    order by a.tried_at nulls first, f.added_at, f.id limit ${limit}`.execute(db)
  return {
    fileIds: rows.map(({ id }) => id),
    requests: rows.flatMap(({ libraryId, type, path }) => matches[type]?.({ path, libraryId }) ?? []),
  }
}

/** Notes that jobs were made for files: should they come to nothing, the others have their turn first. */
export const noteTried = async (tx: Kysely<CatalogDatabase>, fileIds: readonly string[]): Promise<void> => {
  await sql`
    insert into backlot.asked_files (file_id) select f.id from backlot.files f where f.id = any(${fileIds}::bigint[])
    on conflict (file_id) do update set tried_at = now()`.execute(tx)
}
