import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** A file whose container is to be read. */
export interface FileToProbe {
  id: string
  rootId: string
  folder: string
  name: string
  /** Absolute. */
  path: string
  size: number
  mtimeNs: string
  role: string
  failures: number
}

/** A file that failed this often is left alone until it changes. */
export const maxProbeFailures = 3

/** Files of a library on roots that are online, whose containers were not read since they changed; in the order of ids, after one. */
export const filesToProbe = async (
  db: Kysely<CatalogDatabase>,
  { libraryId, after, limit }: { libraryId: string; after: string; limit: number },
): Promise<FileToProbe[]> => {
  const { rows } = await sql<Omit<FileToProbe, 'size'> & { size: string }>`
    select f.id, f.root_id as "rootId", f.folder, f.name, concat_ws('/', r.path, nullif(f.folder, ''), f.name) as path, f.size,
      f.mtime_ns as "mtimeNs", f.role, f.probe_failures as failures
    from (
      -- Of one table: joined, a page could cost a look at all that wait, which the planner does not know to be in order.
      select * from backlot.files f where ${waits(libraryId)} and f.id > ${after} order by f.id limit ${limit}
    ) f
    join backlot.library_roots r on r.id = f.root_id
    order by f.id`.execute(db)
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

/** How many files `filesToProbe` would give, page by page. */
export const countFilesToProbe = async (db: Kysely<CatalogDatabase>, libraryId: string): Promise<number> => {
  const { rows } = await sql<{ files: number }>`
    select count(*)::integer as files from backlot.files f where ${waits(libraryId)}`.execute(db)
  return rows[0]?.files ?? 0
}

const waits = (libraryId: string) => sql`
  f.library_id = ${libraryId} and f.probed_at is null and f.missing_since is null and f.probe_failures < ${maxProbeFailures}
  and f.root_id = any(array(select id from backlot.library_roots where library_id = ${libraryId} and status = 'online'))`

/** What reading a container gave; `settled: false`: it may go better another time. */
export interface ProbedFile {
  id: string
  mtimeNs: string
  media: Record<string, unknown> | null
  fingerprint: string | null
  settled: boolean
}

/**
 * Stores what containers say, in one statement; not of files that changed meanwhile. One that did not settle counts as a
 * failure, and settles with its third.
 */
export const storeProbes = async (tx: Kysely<CatalogDatabase>, probes: readonly ProbedFile[]): Promise<void> => {
  const rows = probes.map(({ id, mtimeNs, media, fingerprint, settled }) => ({ id, mtime_ns: mtimeNs, media, fingerprint, settled }))
  await sql`
    update backlot.files f
    set media = coalesce(r.media, f.media), fingerprint = coalesce(r.fingerprint, f.fingerprint),
      probe_failures = case when r.settled then 0 else f.probe_failures + 1 end,
      probed_at = case when r.settled or f.probe_failures + 1 >= ${maxProbeFailures} then now() end
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (id bigint, mtime_ns bigint, media jsonb, fingerprint text, settled boolean)
    where f.id = r.id and f.mtime_ns = r.mtime_ns`.execute(tx)
}

/** Fills the runtime of films that no source gave one, from their files: of a version in parts the sum. One statement. */
export const fillRuntimes = async (tx: Kysely<CatalogDatabase>, fileIds: readonly string[]): Promise<void> => {
  if (fileIds.length === 0) return
  // Film by film through the index: in a catalog that just grew, the planner's figures are too old for a better idea.
  await sql`
    with films as materialized (
      select distinct item_id from backlot.files where id = any(${fileIds}::bigint[]) and item_id is not null
    )
    update backlot.movies m
    set runtime_minutes = d.minutes, provenance = m.provenance || '{"runtimeMinutes": "container"}', updated_at = now()
    from films cross join lateral (
      select max(minutes) as minutes from (
        select round(sum((f.media ->> 'durationSeconds')::numeric) / 60)::integer as minutes
        from backlot.files f
        where f.item_id = films.item_id and f.role = 'feature' and f.missing_since is null
        group by coalesce(f.version, ''), case when f.part is null then f.id end
        having bool_and(f.media ? 'durationSeconds')
      ) v
    ) d
    where m.id = films.item_id and m.runtime_minutes is null and d.minutes > 0 and not 'runtimeMinutes' = any(m.locked_fields)`.execute(tx)
}
