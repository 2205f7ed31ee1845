import { movieSource, personSource, removeItemsWithoutFiles, storeCandidates } from '@backlot/catalog'
import type { Insert, InsertMany } from '@backlot/jobs'
import {
  candidatesOf,
  lateFiles,
  nothingToWrite,
  suggestCandidates,
  type ImportBatch,
  type ImportContext,
  type ItemListing,
  type ReadItems,
  type ScanImporter,
} from '@backlot/library'
import { indexAllNoted, indexNoted } from '@backlot/search'
import type { MoviePorts } from '../ports.ts'
import { askLaterAbout } from './ask-later-about.ts'
import { indexFilms, noteFilms } from './index-films.ts'
import { itemFolder } from './item-folder.ts'
import { filesOf, readFilms, type ReadFilms } from './read-films.ts'
import type { ReadFilm } from './read-sidecars.ts'
import { writeFilms } from './write-films.ts'

const filmsAtATime = 250
/** A folder of more files, flat for a whole collection, comes in pages. */
const defaultFilesAtATime = 2_000

/** What the importer needs of the job that scans. */
export interface MovieImporterPorts extends Pick<MoviePorts, 'search' | 'filesAtATime'> {
  insert: Insert
  insertMany: InsertMany
  /** Whether somebody online is asked about films; then what is found is followed by jobs that ask. Default false. */
  asksOnline?: boolean
  /** Reads what lies in folders; default here and now. */
  read?: ReadItems<ReadFilms>
}

/** What a film library makes of the files that a scan found. */
export const movieImporter = (ports: MovieImporterPorts): ScanImporter => ({
  itemFolder,
  filesAtATime: ports.filesAtATime ?? defaultFilesAtATime,
  prepare: async (items, context) => await prepare(ports, items, context),
  filesChanged: async (tx, { itemIds }) => {
    if (itemIds.length === 0) return
    await removeItemsWithoutFiles(tx, itemIds)
    await indexFilms(tx, ports, itemIds)
  },
  complete: async (db, context) => {
    const { libraryId, scanId, signal } = context
    await suggestCandidates(db, { type: 'movie', scanId, signal })
    // A name without a year is no match however well it fits, but what came since may be what it means.
    for await (const { files } of lateFiles(db, { type: 'movie', libraryId, scanId, signal }))
      await storeCandidates(db, await candidatesOf(db, 'movie', files))
    const sources = [movieSource, personSource]
    await indexAllNoted(db, { ...context, search: ports.search }, { sources, again: await context.refusedBefore() })
  },
})

const prepare = async (ports: MovieImporterPorts, items: readonly ItemListing[], context: ImportContext): Promise<ImportBatch[]> => {
  const { films, leftovers } = await (ports.read ?? readFilms)(items, context.signal)
  const batches = chunks(films, filmsAtATime).map((chunk) => batchOf(ports, chunk, context))
  return leftovers.length === 0 ? batches : [...batches, nothingToWrite(leftovers)]
}

const batchOf = (ports: MovieImporterPorts, read: readonly ReadFilm[], context: ImportContext): ImportBatch => {
  const films = read.map(({ film }) => film)
  let noted: Awaited<ReturnType<typeof noteFilms>> = []
  return {
    files: films.flatMap((film) => filesOf(film).map(({ folder, name }) => ({ rootId: film.rootId, folder, name }))),
    problems: read.flatMap(({ problem }) => problem ?? []),
    write: async (tx) => {
      const written = await writeFilms(tx, films, context)
      noted = await noteFilms(tx, ports, written.changed)
      if (ports.asksOnline === true) await askLaterAbout(tx, written, { libraryId: context.libraryId, insertMany: ports.insertMany })
    },
    index: async (db) => await indexNoted(db, { ...context, search: ports.search }, noted),
    split: () => chunks(read, Math.max(1, Math.ceil(read.length / 2))).map((half) => batchOf(ports, half, context)),
  }
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
