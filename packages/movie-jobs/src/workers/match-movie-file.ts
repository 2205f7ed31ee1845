import { basename, resolve } from 'node:path'
import { inTransaction, storeCandidates, type FileMatch, type FileState, type MatchCandidate } from '@backlot/catalog'
import { worker, type JobContext } from '@backlot/jobs'
import { candidatesOf, isVideoName, knowFolder, listItem, locateFile, recordProblems, wholeDisc } from '@backlot/library'
import { askingForLibrary, askLater, noteAskedFile, offline } from '@backlot/metadata'
import { matchMovieFile } from '../args.ts'
import { askLaterAbout } from '../import/ask-later-about.ts'
import { groupItem } from '../import/group-item.ts'
import { indexFilms } from '../import/index-films.ts'
import { itemFolder } from '../import/item-folder.ts'
import { readSidecars } from '../import/read-sidecars.ts'
import { writeFilms } from '../import/write-films.ts'
import { askWhichFilm } from '../match/ask-which-film.ts'
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

type Ports = Pick<MoviePorts, 'db' | 'search' | 'online'>

/**
 * Matches one file, as a scan would; where the library knows no film for it, the providers are asked in order.
 * A path that is not there, or not below the library, is a permanent failure; no match is none: the file is kept as
 * unmatched, with candidates of the library and of the provider. What a person chose stays.
 */
export const matchMovieFileWorker = (ports: Ports) =>
  worker(
    matchMovieFile,
    askLater(async ({ args, signal, insert, insertMany }): Promise<MatchMovieFileResult> => {
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
      const place = { rootId: address.rootId, folder, name: basename(path) }
      const write = async (found: Found): Promise<MatchMovieFileResult> =>
        await writeMatch(ports, found, { place, libraryId, forceRematch, insert, insertMany })
      const first = await write({ ...read, candidates: [] })
      if (first.state !== 'unmatched') return first
      const { online, candidates, providers } = await askWhichFilm(ports, read.film, { libraryId, signal })
      const asked = { ...read, film: { ...read.film, ...(online !== undefined && { online }) }, candidates }
      const result = online === undefined && candidates.length === 0 ? first : await write(asked)
      await noteAskedFile(ports.db, place, providers)
      return result
    }),
  )

type Found = Awaited<ReturnType<typeof readSidecars>> & { candidates: MatchCandidate[] }

interface WriteOptions extends Pick<JobContext<unknown>, 'insert' | 'insertMany'> {
  place: { rootId: string; folder: string; name: string }
  libraryId: string
  forceRematch: boolean
}

/** Writes what is known of the film now, in one transaction, and says what the file has become. */
const writeMatch = async (
  { db, search, online }: Ports,
  { film, problem, candidates }: Found,
  { place, libraryId, forceRematch, insert, insertMany }: WriteOptions,
): Promise<MatchMovieFileResult> => {
  const { providers } = await askingForLibrary(db, online ?? offline, libraryId)
  return await inTransaction(db, async (tx) => {
    const { changed, rewritten } = await writeFilms(tx, [film], { libraryId, forceRematch })
    await indexFilms(tx, { search, insert }, changed)
    if (providers.some(({ movie }) => movie !== undefined)) await askLaterAbout(tx, { rewritten, unknown: [] }, { libraryId, insertMany })
    await knowFolder(tx, { rootId: place.rootId, folder: place.folder })
    if (problem !== undefined) {
      const { itemFolder: problemFolder, ...rest } = problem
      await recordProblems(tx, { id: null, libraryId }, [{ ...rest, folder: problemFolder, source: 'import', severity: 'warning' }])
    }
    const { id, state, movieId, match } = await tx
      .selectFrom('backlot.files')
      .select(['id', 'state', 'item_id as movieId', 'match'])
      .where('root_id', '=', place.rootId)
      .where('folder', '=', place.folder)
      .where('name', '=', place.name)
      .executeTakeFirstOrThrow()
    if (state !== 'unmatched') return { state, movieId, match, candidates: [] }
    const [known] = await candidatesOf(tx, 'movie', [{ id, title: film.title, year: film.year ?? null }])
    const all = [...(known?.candidates ?? []), ...candidates].toSorted((a, b) => b.confidence - a.confidence)
    await storeCandidates(tx, [{ fileId: id, candidates: all }])
    return { state, movieId, match, candidates: all }
  })
}
