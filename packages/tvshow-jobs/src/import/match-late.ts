import { inTransaction, type FileState } from '@backlot/catalog'
import type { ImportContext, ItemListing, LibraryDatabase } from '@backlot/library'
import { sql, type Kysely } from 'kysely'
import { groupItem } from './group-item.ts'
import { indexWritten } from './index-written.ts'
import type { ImporterPorts } from './importer-ports.ts'
import { writeFoundSeries } from './write-found-series.ts'

const pageSize = 1_000
/** What a candidate has whose title is the same; see `candidatesOf`. */
const sameTitle = 0.75

/**
 * Matches files that came before their series did: what a scan left unmatched and has a candidate of the same title, now that
 * all series are known.
 */
export const matchLate = async (
  db: Kysely<LibraryDatabase>,
  ports: ImporterPorts,
  { libraryId, scanId, signal }: ImportContext & { scanId: string },
): Promise<void> => {
  let after = '0'
  for (;;) {
    signal.throwIfAborted()
    const rows = await unmatchedFiles(db, scanId, after)
    const last = rows.at(-1)
    if (last === undefined) return
    const items = Map.groupBy(rows, ({ rootId, itemFolder }) => `${rootId}/${itemFolder}`)
    const series = [...items.values()].flatMap((files) => groupItem(listingOf(files)).series)
    await inTransaction(db, async (tx) => {
      await indexWritten(tx, ports, await writeFoundSeries(tx, series, { libraryId, autoCreate: false }))
    })
    if (rows.length < pageSize) return
    after = last.id
  }
}

interface UnmatchedRow {
  id: string
  rootId: string
  rootPath: string
  itemFolder: string
  folder: string
  name: string
  disc: boolean
  size: string
  mtimeNs: string
  device: string
  inode: string
  fingerprint: string | null
  state: FileState
}

const unmatchedFiles = async (db: Kysely<LibraryDatabase>, scanId: string, after: string): Promise<UnmatchedRow[]> => {
  const { rows } = await sql<UnmatchedRow>`
    select f.id, f.root_id as "rootId", r.path as "rootPath", f.item_folder as "itemFolder", f.folder, f.name, f.role = 'disc' as disc,
      f.size, f.mtime_ns as "mtimeNs", f.device, f.inode, f.fingerprint, f.state
    from backlot.scan_entries e
    join backlot.files f on f.root_id = e.root_id and f.folder = e.folder and f.name = e.name
    join backlot.library_roots r on r.id = f.root_id
    where e.scan_id = ${scanId} and f.state = 'unmatched' and f.role <> 'extra' and f.id > ${after}
      and (f.candidates #>> '{0,confidence}')::real >= ${sameTitle}
    order by f.id limit ${pageSize}`.execute(db)
  return rows
}

const listingOf = (files: readonly UnmatchedRow[]): ItemListing => {
  const [first] = files
  return {
    rootId: first?.rootId ?? '',
    rootPath: first?.rootPath ?? '',
    itemFolder: first?.itemFolder ?? '',
    refresh: true,
    files: files.map(({ id, state, size, rootId: _rootId, rootPath: _rootPath, itemFolder: _itemFolder, ...file }) => ({
      ...file,
      size: Number(size),
      change: null,
      known: { id, itemId: null, state, match: null },
    })),
    // What an NFO says was heard when the file was found.
    sidecars: [],
  }
}
