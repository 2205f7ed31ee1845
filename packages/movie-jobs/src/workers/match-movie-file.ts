import { stat } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import { inTransaction, storeCandidates, type FileMatch, type FileState, type MatchCandidate } from '@backlot/catalog'
import { PermanentError, worker } from '@backlot/jobs'
import { isDiscFolder } from '@backlot/media-names'
import { isVideoName, knowFolder, listItem, recordProblems, type ItemAddress } from '@backlot/library'
import { matchMovieFile } from '../args.ts'
import { groupItem } from '../import/group-item.ts'
import { indexFilms } from '../import/index-films.ts'
import { itemFolder } from '../import/item-folder.ts'
import { readSidecars } from '../import/read-sidecars.ts'
import { writeFilms } from '../import/write-films.ts'
import { candidatesOf } from '../match/suggest-movies.ts'
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
    const { address, isFolder } = await locate(ports, { path, libraryId })
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
      await knowFolder(tx, { rootId: address.rootId, folder: relative(address.rootPath, dirname(path)) })
      if (read.problem !== undefined) {
        const { itemFolder: folder, ...problem } = read.problem
        await recordProblems(tx, { id: null, libraryId }, [{ ...problem, folder, source: 'import', severity: 'warning' }])
      }
      const stored = await tx
        .selectFrom('backlot.files')
        .select(['id', 'state', 'item_id as movieId', 'match', 'facts'])
        .where('root_id', '=', address.rootId)
        .where('folder', '=', relative(address.rootPath, dirname(path)))
        .where('name', '=', basename(path))
        .executeTakeFirstOrThrow()
      const { id, state, movieId, match } = stored
      if (state !== 'unmatched') return { state, movieId, match, candidates: [] }
      const found = await candidatesOf(tx, [{ id, title: film.title, year: film.year ?? null }])
      await storeCandidates(tx, found)
      return { state, movieId, match, candidates: found[0]?.candidates ?? [] }
    })
  })

/** A file inside of a disc stands for the disc. */
const wholeDisc = (path: string): string => {
  const parts = path.split('/')
  const disc = parts.findIndex(isDiscFolder)
  return disc === -1 ? path : parts.slice(0, disc + 1).join('/')
}

const locate = async (
  { db }: Pick<MoviePorts, 'db'>,
  { path, libraryId }: { path: string; libraryId: string },
): Promise<{ address: ItemAddress; isFolder: boolean }> => {
  const roots = await db.selectFrom('backlot.library_roots').select(['id', 'path']).where('library_id', '=', libraryId).execute()
  const root = roots.find((candidate) => path.startsWith(`${candidate.path}/`))
  if (root === undefined) throw new PermanentError(`${path} is not below a root of the library ${libraryId}; add its folder to the library`)
  const stats = await stat(path).catch((error: unknown) => {
    throw new PermanentError(`${path} cannot be seen (${error instanceof Error ? error.message : String(error)}); is it still there?`, {
      cause: error,
    })
  })
  const address = { rootId: root.id, rootPath: root.path, itemFolder: itemFolder(relative(root.path, dirname(path))) }
  return { address, isFolder: stats.isDirectory() }
}
