import { basename, resolve } from 'node:path'
import { inTransaction, storeCandidates, type FileMatch, type FileState, type MatchCandidate } from '@backlot/catalog'
import { worker, type Insert, type InsertMany } from '@backlot/jobs'
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
import { askLater, noteAskedFile } from '@backlot/metadata'
import { refreshTVShow } from '@backlot/metadata-args'
import { sql, type Kysely } from 'kysely'
import { matchTVShowFile } from '../args.ts'
import { filesOf } from '../import/decided-series.ts'
import { groupItem } from '../import/group-item.ts'
import { indexWritten } from '../import/index-written.ts'
import { itemFolder } from '../import/item-folder.ts'
import { readItem } from '../import/read-series.ts'
import type { ReadSeries } from '../import/read-sidecars.ts'
import { writeFoundSeries } from '../import/write-found-series.ts'
import { askWhichSeries } from '../match/ask-which-series.ts'
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

type Ports = Pick<TVShowPorts, 'db' | 'search' | 'online'>

/**
 * Matches one file, as a scan would, or to the episodes that are named; where the library knows no series for it, the first
 * provider that knows series is asked. A path that is not there, or not below the library, is a permanent failure; no match
 * is none: the file is kept as unmatched, with candidates of the library and of the provider. What a person chose stays.
 */
export const matchTVShowFileWorker = (ports: Ports) =>
  worker(
    matchTVShowFile,
    askLater(async ({ args, signal, progress, insert, insertMany }): Promise<MatchTVShowFileResult> => {
      const { libraryId } = args
      const path = wholeDisc(resolve(args.path))
      const { address, folder, isFolder } = await locateFile(ports.db, { path, libraryId, itemFolder })
      const usable = isVideoName(basename(path), isFolder)
      if (!usable.taken) return passedOver(usable.why)

      progress({ phase: 'reading' })
      const item = await listItem(ports.db, address, path)
      // What waits beside it has a job of its own.
      const files = item.files.filter(({ change, known }) => change !== null || known?.state !== 'unmatched')
      const read = await readItem(item, groupItem({ ...item, files }), signal)
      const [one] = read.filter(({ series }) => filesOf(series).some(({ change }) => change !== null))
      if (one === undefined) return passedOver('no part of a series')
      signal.throwIfAborted()
      progress({ phase: 'matching' })
      const place = { rootId: address.rootId, folder, name: basename(path) }
      const first = await write(ports, { ...one, candidates: [] }, { ...args, place, insert, insertMany })
      if (first.state !== 'unmatched' || !args.autoCreate) return first
      const { online, candidates, providers } = await askWhichSeries(ports, one.series, { libraryId, signal })
      const series = { ...one.series, ...(online !== undefined && { online }) }
      const isTold = online !== undefined || candidates.length > 0
      const result = isTold ? await write(ports, { ...one, series, candidates }, { ...args, place, insert, insertMany }) : first
      await noteAskedFile(ports.db, place, providers)
      return result
    }),
  )

interface WriteOptions {
  libraryId: string
  episodeIds?: string[] | undefined
  forceRematch?: boolean | undefined
  autoCreate: boolean
  place: { rootId: string; folder: string; name: string }
  insert: Insert
  insertMany: InsertMany
}

/** Writes what is known of the file now, in one transaction, and says what it has become. */
const write = async (
  { db, search }: Ports,
  { series, problems, candidates }: ReadSeries & { candidates: MatchCandidate[] },
  { libraryId, episodeIds, forceRematch, autoCreate, place, insert, insertMany }: WriteOptions,
): Promise<MatchTVShowFileResult> =>
  await inTransaction(db, async (tx) => {
    const ports = { db: tx, search, insert }
    await indexWritten(tx, ports, await writeFoundSeries(tx, [series], { libraryId, forceRematch, autoCreate }))
    await knowFolder(tx, { rootId: place.rootId, folder: place.folder })
    const found = problems.map(({ itemFolder: problemFolder, ...problem }) => ({ ...problem, folder: problemFolder }))
    await recordProblems(
      tx,
      { id: null, libraryId },
      found.map((problem) => ({ ...problem, source: 'import', severity: 'warning' })),
    )
    const { id } = await storedFile(tx, place)
    if (episodeIds !== undefined) await matchEpisodesByHand(ports, id, episodeIds)
    const { title, year, ...stored } = await storedFile(tx, place)
    if (series.online !== undefined && stored.itemId !== null) {
      await insert(refreshTVShow({ seriesId: stored.itemId }), { tx, unique: { while: 'queued' } })
      const others = (await pathsBeside(tx, id)).map((path) => matchTVShowFile({ path, libraryId }))
      if (others.length > 0) await insertMany(others, { tx, unique: { while: 'queued' } })
    }
    if (stored.state !== 'unmatched') return resultOf(stored, [])
    const [near] = await candidatesOf(tx, 'series', [{ id, title, year }])
    const all = [...(near?.candidates ?? []), ...candidates].toSorted((a, b) => b.confidence - a.confidence)
    await storeCandidates(tx, [{ fileId: id, candidates: all }])
    return resultOf(stored, all)
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

/** The other files of its folder and title that nobody could name: they may be of the same series. */
const pathsBeside = async (tx: Kysely<LibraryDatabase>, fileId: string): Promise<string[]> => {
  const { rows } = await sql<{ path: string }>`
    select concat_ws('/', r.path, nullif(o.folder, ''), o.name) as path
    from backlot.files f
    join backlot.files o on o.root_id = f.root_id and o.item_folder = f.item_folder and o.id <> f.id
    join backlot.library_roots r on r.id = o.root_id
    where f.id = ${fileId} and o.state = 'unmatched' and o.role <> 'extra' and o.missing_since is null
      and o.facts ->> 'title' is not distinct from f.facts ->> 'title'
    order by o.id`.execute(tx)
  return rows.map(({ path }) => path)
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
