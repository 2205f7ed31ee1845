import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { mapBounded } from '../walk/map-bounded.ts'
import { rootPath, type ScanLimit, type ScanRun } from './scan-run.ts'

const pageSize = 5_000

/**
 * Puts into the frontier where the walk begins: every known folder whose time moved (all with `force`) or that cannot be
 * asked, and each root. One stat a folder, a few statements for thousands. Safe to repeat.
 */
export const seedFolders = async (run: ScanRun): Promise<void> => {
  await seed(run, startsOf(run))
  let after: KnownFolder | undefined
  let seen = 0
  do {
    const page = await knownFolders(run, after)
    const changed = await mapBounded(
      page,
      { limit: 32, signal: run.signal },
      async (folder) => run.force || (await hasChanged(run, folder)),
    )
    await seed(
      run,
      page.filter((_, index) => changed[index]),
    )
    after = page.length < pageSize ? undefined : page.at(-1)
    seen += page.length
    run.progress({ phase: 'walking', current: seen })
  } while (after !== undefined)
}

type KnownFolder = { root_id: string; folder: string; mtime_ns: string | null }

/** The roots, or what the scan is limited to: listed whatever their time says, if they are not known. */
const startsOf = ({ roots, limits }: ScanRun): { root_id: string; folder: string }[] =>
  limits?.map(({ rootId, folder }) => ({ root_id: rootId, folder })) ?? roots.map(({ id }) => ({ root_id: id, folder: '' }))

const seed = async ({ db, id }: ScanRun, folders: readonly { root_id: string; folder: string }[]): Promise<void> => {
  if (folders.length === 0) return
  await sql`
    insert into backlot.scan_folders (scan_id, root_id, folder)
    select ${id}, * from unnest(${folders.map(({ root_id }) => root_id)}::bigint[], ${folders.map(({ folder }) => folder)}::text[])
    on conflict do nothing`.execute(db)
}

const knownFolders = async ({ db, roots, limits }: ScanRun, after: KnownFolder | undefined): Promise<KnownFolder[]> => {
  const within =
    limits === undefined
      ? sql`select * from backlot.folders where root_id = any(${roots.map(({ id }) => id)}::bigint[])`
      : sql`
        select distinct k.* from ${rangesOf(limits)} as l (root_id, first, beyond)
        cross join lateral (
          select root_id, folder, mtime_ns from backlot.folders f
          where f.root_id = l.root_id and f.folder >= l.first collate "C" and (l.beyond is null or f.folder < l.beyond collate "C") offset 0
        ) k`
  const { rows } = await sql<KnownFolder>`
    select k.root_id, k.folder, k.mtime_ns from (${within}) k
    where (k.root_id, k.folder) > (${after?.root_id ?? '0'}::bigint, ${after?.folder ?? ''}::text collate "C")
    order by k.root_id, k.folder limit ${pageSize}`.execute(db)
  return rows
}

/** A folder and all below it as ranges of paths, in the order of bytes: itself, and what lies between `folder/` and `folder0`. */
const rangesOf = (limits: readonly ScanLimit[]) => {
  const ranges = limits.flatMap(({ rootId, folder }): { rootId: string; first: string; beyond: string | null }[] =>
    folder === ''
      ? [{ rootId, first: '', beyond: null }]
      : [
          { rootId, first: folder, beyond: `${folder}\u0001` },
          { rootId, first: `${folder}/`, beyond: `${folder}0` },
        ],
  )
  return sql`unnest(
    ${ranges.map(({ rootId }) => rootId)}::bigint[], ${ranges.map(({ first }) => first)}::text[], ${ranges.map(({ beyond }) => beyond)}::text[]
  )`
}

/** True also when the folder is gone or may not be seen: listing it finds out which. */
const hasChanged = async (run: ScanRun, { root_id, folder, mtime_ns }: KnownFolder): Promise<boolean> => {
  try {
    const stats = await lstat(join(rootPath(run, root_id), folder), { bigint: true })
    return !stats.isDirectory() || String(stats.mtimeNs) !== mtime_ns
  } catch {
    return true
  }
}
