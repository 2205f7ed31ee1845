import { basename, resolve } from 'node:path'
import { inTransaction, storeCandidates, type FileMatch, type FileState, type MatchCandidate } from '@backlot/catalog'
import { worker } from '@backlot/jobs'
import { candidatesOf, isVideoName, knowFolder, listItem, locateFile, recordProblems, wholeDisc } from '@backlot/library'
import { matchMovieFile } from '../args.ts'
import { groupItem } from '../import/group-item.ts'
import { indexFilms } from '../import/index-films.ts'
import { itemFolder } from '../import/item-folder.ts'
import { readSidecars } from '../import/read-sidecars.ts'
import { writeFilms } from '../import/write-films.ts'
import type { MoviePorts } from '../ports.ts'

/** What matching one file came to. */
export interface MatchMovieFileResult {
  state: FileState | 'skipped'
  movieId: string | null
  match: FileMatch | null
  candidates: MatchCandidate[]
  /** Why the file was passed over. */
  why?: string
}

/**
 * Matches one file, as a scan would. A path that is not there, or not below the library, is a permanent failure; no match
 * is none: the file is kept as unmatched, with candidates. What a person chose stays.
 */
export const matchMovieFileWorker = (ports: Pick<MoviePorts, 'db' | 'search'>) =>
  worker(matchMovieFile, async ({ args, signal, insert }): Promise<MatchMovieFileResult> => {
    const { libraryId, forceRematch = false } = args
    const path = wholeDisc(resolve(args.path))
    const { address, folder, isFolder } = await locateFile(ports.db, { path, libraryId, itemFolder })
    const usable = isVideoName(basename(path), isFolder)
    if (!usable.taken) return { state: 'skipped', movieId: null, match: null, candidates: [], why: usable.why }

    const item = await listItem(ports.db, address, path)
    const { films } = groupItem(item)
    const film = films.find((candidate) => [...candidate.files, ...candidate.extras].some(({ file }) => file.change !== null))
    if (film === undefined) return { state: 'skipped', movieId: null, match: null, candidates: [], why: 'no part of a film' }
    const read = await readSidecars(film, { item, films, signal })
    signal.throwIfAborted()
    return await inTransaction(ports.db, async (tx) => {
      await indexFilms(tx, { search: ports.search, insert }, await writeFilms(tx, [read.film], { libraryId, forceRematch }))
      await knowFolder(tx, { rootId: address.rootId, folder })
      if (read.problem !== undefined) {
        const { itemFolder: problemFolder, ...problem } = read.problem
        await recordProblems(tx, { id: null, libraryId }, [{ ...problem, folder: problemFolder, source: 'import', severity: 'warning' }])
      }
      const stored = await tx
        .selectFrom('backlot.files')
        .select(['id', 'state', 'item_id as movieId', 'match', 'facts'])
        .where('root_id', '=', address.rootId)
        .where('folder', '=', folder)
        .where('name', '=', basename(path))
        .executeTakeFirstOrThrow()
      const { id, state, movieId, match } = stored
      if (state !== 'unmatched') return { state, movieId, match, candidates: [] }
      const found = await candidatesOf(tx, 'movie', [{ id, title: film.title, year: film.year ?? null }])
      await storeCandidates(tx, found)
      return { state, movieId, match, candidates: found[0]?.candidates ?? [] }
    })
  })
