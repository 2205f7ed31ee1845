import { basename, resolve } from 'node:path'
import { inTransaction, storeCandidates, type FileMatch, type FileState, type MatchCandidate } from '@backlot/catalog'
import { worker } from '@backlot/jobs'
import {
  candidatesOf,
  isVideoName,
  knowFolder,
  listItem,
  locateFile,
  recordProblems,
  wholeDisc,
  type LibraryDatabase,
} from '@backlot/library'
import { sql, type Kysely } from 'kysely'
import { matchTVShowFile } from '../args.ts'
import { filesOf } from '../import/decided-series.ts'
import { groupItem } from '../import/group-item.ts'
import { indexWritten } from '../import/index-written.ts'
import { itemFolder } from '../import/item-folder.ts'
import { readItem } from '../import/series-importer.ts'
import { writeFoundSeries } from '../import/write-found-series.ts'
import { matchEpisodesByHand } from '../match/decide-by-hand.ts'
import type { TVShowPorts } from '../ports.ts'

/** What matching one file came to. */
export interface MatchTVShowFileResult {
  state: FileState | 'skipped'
  seriesId: string | null
  episodeIds: string[]
  match: FileMatch | null
  candidates: MatchCandidate[]
  /** Why the file was passed over. */
  why?: string
}

/**
 * Matches one file, as a scan would, or to the episodes that are named. A path that is not there, or not below the library,
 * is a permanent failure; no match is none: the file is kept as unmatched, with candidates. What a person chose stays.
 */
export const matchTVShowFileWorker = (ports: Pick<TVShowPorts, 'db' | 'search'>) =>
  worker(matchTVShowFile, async ({ args, signal, progress, insert }): Promise<MatchTVShowFileResult> => {
    const { libraryId, forceRematch = false, autoCreate, episodeIds } = args
    const path = wholeDisc(resolve(args.path))
    const { address, folder, isFolder } = await locateFile(ports.db, { path, libraryId, itemFolder })
    const usable = isVideoName(basename(path), isFolder)
    if (!usable.taken) return passedOver(usable.why)

    progress({ phase: 'reading' })
    const item = await listItem(ports.db, address, path)
    const read = await readItem(item, groupItem(item), signal)
    const [one] = read.filter(({ series }) => filesOf(series).some(({ change }) => change !== null))
    if (one === undefined) return passedOver('no part of a series')
    signal.throwIfAborted()
    progress({ phase: 'matching' })
    return await inTransaction(ports.db, async (tx) => {
      const withInsert = { db: tx, search: ports.search, insert }
      await indexWritten(tx, withInsert, await writeFoundSeries(tx, [one.series], { libraryId, forceRematch, autoCreate }))
      await knowFolder(tx, { rootId: address.rootId, folder })
      await recordProblems(
        tx,
        { id: null, libraryId },
        one.problems.map(({ itemFolder: problemFolder, ...problem }) => ({
          ...problem,
          folder: problemFolder,
          source: 'import',
          severity: 'warning',
        })),
      )
      const place = { rootId: address.rootId, folder, name: basename(path) }
      const { id } = await storedFile(tx, place)
      if (episodeIds !== undefined) await matchEpisodesByHand(withInsert, id, episodeIds)
      const { title, year, ...stored } = await storedFile(tx, place)
      if (stored.state !== 'unmatched') return resultOf(stored, [])
      const found = await candidatesOf(tx, 'series', [{ id, title, year }])
      await storeCandidates(tx, found)
      return resultOf(stored, found[0]?.candidates ?? [])
    })
  })

const passedOver = (why: string): MatchTVShowFileResult => ({
  state: 'skipped',
  seriesId: null,
  episodeIds: [],
  match: null,
  candidates: [],
  why,
})

interface StoredFile {
  id: string
  state: FileState
  itemId: string | null
  match: FileMatch | null
  title: string | null
  year: number | null
  episodeIds: string[]
}

const storedFile = async (
  tx: Kysely<LibraryDatabase>,
  { rootId, folder, name }: { rootId: string; folder: string; name: string },
): Promise<StoredFile> => {
  const { rows } = await sql<StoredFile>`
    select f.id, f.state, f.item_id as "itemId", f.match, f.facts ->> 'title' as title, (f.facts ->> 'year')::integer as year,
      array(select x.episode_id from backlot.episode_files x where x.file_id = f.id order by x.position) as "episodeIds"
    from backlot.files f where f.root_id = ${rootId} and f.folder = ${folder} collate "C" and f.name = ${name} collate "C"`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error(`${name} was matched and is not stored`)
  return row
}

const resultOf = (
  { state, itemId, match, episodeIds }: Omit<StoredFile, 'title' | 'year'>,
  candidates: MatchCandidate[],
): MatchTVShowFileResult => ({
  state,
  seriesId: itemId,
  episodeIds,
  match,
  candidates,
})
