import type { MatchedType } from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { listedFile, type ListedRow } from './listed-row.ts'
import { sidecarsOf } from './next-items.ts'
import type { ItemListing } from './scan-importer.ts'
import type { UnmatchedFile } from './suggest-candidates.ts'

const titlesAtATime = 10_000
const filesAtATime = 1_000

/** Files that wait for their film (or series), and the items that they are in, with these files alone. */
export interface LateFiles {
  files: UnmatchedFile[]
  items: ItemListing[]
}

/**
 * What earlier scans and this one left unmatched, of titles that films (or series) have that came or changed since the scan
 * before: a thousand files at a time, in a few statements each, and two for ten thousand unmatched files.
 */
export const lateFiles = async function* (
  db: Kysely<LibraryDatabase>,
  { type, libraryId, scanId, signal }: { type: MatchedType; libraryId: string; scanId: string; signal: AbortSignal },
): AsyncGenerator<LateFiles> {
  let after = '0'
  for (;;) {
    signal.throwIfAborted()
    const waiting = await waitingFiles(db, libraryId, after)
    const last = waiting.at(-1)
    if (last === undefined) return
    const titles = await changedTitles(db, { type, libraryId, scanId, titles: waiting.map(({ key }) => key) })
    const late = waiting.filter(({ key }) => titles.has(key))
    for (let start = 0; start < late.length; start += filesAtATime) {
      signal.throwIfAborted()
      const files = late.slice(start, start + filesAtATime)
      yield { files, items: await itemsOf(db, { scanId, ids: files.map(({ id }) => id) }) }
    }
    if (waiting.length < titlesAtATime) return
    after = last.id
  }
}

type WaitingFile = UnmatchedFile & { key: string }

const waitingFiles = async (db: Kysely<LibraryDatabase>, libraryId: string, after: string): Promise<WaitingFile[]> => {
  const { rows } = await sql<UnmatchedFile>`
    select id, facts ->> 'title' as title, (facts ->> 'year')::integer as year from backlot.files
    where library_id = ${libraryId} and state = 'unmatched' and role <> 'extra' and missing_since is null and id > ${after}
    order by id limit ${titlesAtATime}`.execute(db)
  return rows.map((row) => ({ ...row, key: normalizeTitle(row.title ?? '') }))
}

/** Those of some titles that something has which was written since the last scan of the library that came to its end began. */
const changedTitles = async (
  db: Kysely<LibraryDatabase>,
  { type, libraryId, scanId, titles }: { type: MatchedType; libraryId: string; scanId: string; titles: readonly string[] },
): Promise<Set<string>> => {
  const { rows } = await sql<{ normalized: string }>`
    select distinct t.normalized
    from backlot.item_titles t join ${sql.table(type === 'movie' ? 'backlot.movies' : 'backlot.series')} m on m.id = t.item_id
    where t.normalized = any(${[...new Set(titles)].filter((title) => title !== '')}::text[])
      and m.updated_at >= coalesce((
        select max(started_at) from backlot.scans where library_id = ${libraryId} and state = 'completed' and id <> ${scanId}
      ), '-infinity')`.execute(db)
  return new Set(rows.map(({ normalized }) => normalized))
}

interface LateRow extends ListedRow {
  root_id: string
  root_path: string
  item_folder: string
}

const itemsOf = async (
  db: Kysely<LibraryDatabase>,
  { scanId, ids }: { scanId: string; ids: readonly string[] },
): Promise<ItemListing[]> => {
  const { rows } = await sql<LateRow>`
    select f.id, f.root_id, r.path as root_path, f.item_folder, f.folder, f.name, f.role = 'disc' as disc, f.size, f.mtime_ns, f.device,
      f.inode, f.fingerprint, null as change, f.item_id, f.state, f.match
    from backlot.files f join backlot.library_roots r on r.id = f.root_id
    where f.id = any(${ids}::bigint[])
    order by f.folder, f.name`.execute(db)
  const keyOf = ({ root_id, item_folder }: { root_id: string; item_folder: string }): string => `${root_id}/${item_folder}`
  const items = Map.groupBy(rows, keyOf)
  const own = [...items.values()].flatMap(([first]) => (first === undefined ? [] : { ...first, folder: first.item_folder }))
  const sidecars = Map.groupBy(await sidecarsOf({ db, id: scanId }, [...own, ...rows]), keyOf)
  return [...items].flatMap(([key, files]) => {
    const [first] = files
    if (first === undefined) return []
    const beside = sidecars.get(key) ?? []
    return [
      {
        rootId: first.root_id,
        rootPath: first.root_path,
        itemFolder: first.item_folder,
        refresh: true,
        files: files.map(listedFile),
        sidecars: beside.map(({ folder, names }) => ({ folder, names })),
      },
    ]
  })
}
