import {
  ignoreFiles,
  inTransaction,
  keepMissing,
  listLibraries,
  listMissing,
  listUnmatched,
  matchByHand,
  removeMissing,
  removeMoviesWithoutFiles,
  undoByHand,
  type ChangedByHand,
  type FileChoice,
  type MissingFile,
} from '@backlot/catalog'
import type { LibraryDatabase } from '@backlot/library'
import type { Kysely } from 'kysely'
import type { FileTarget, MissingFileView } from '../http/library-schema.ts'
import type { MediaService } from '../http/media-service.ts'
import { notFound } from '../http/problem.ts'
import { checkedIds, chooseFiles } from './choose-files.ts'
import { filmByTitle } from './film-by-title.ts'
import { findLibrary } from './library-service.ts'
import type { ReindexFilms } from './reindex-films.ts'
import { withoutNulls } from './without-nulls.ts'

/** Lists are for people: more than this of one library is not read through. */
const mostListed = 5_000

type FileService = Pick<MediaService, 'missing' | 'keepMissing' | 'removeMissing' | 'unmatched' | 'match' | 'ignore' | 'undo'>

/** Files that need a word from somebody, for the API. */
export const fileService = (db: Kysely<LibraryDatabase>, reindex: ReindexFilms): FileService => {
  /** Changes matches and the index in one transaction; films that lost their last file go. */
  const byHand = async (target: FileTarget, change: (tx: Kysely<LibraryDatabase>, choice: FileChoice) => Promise<ChangedByHand>) => {
    const choice = await chooseFiles(db, target)
    return await inTransaction(db, async (tx) => {
      const { files, movieIds } = await change(tx, choice)
      await removeMoviesWithoutFiles(tx, movieIds)
      await reindex(tx, movieIds)
      return { changed: files }
    })
  }
  const missingIds = async (which: string, { files, path }: FileTarget): Promise<readonly string[]> => {
    if (files !== undefined) return checkedIds(files)
    const { id: libraryId } = await findLibrary(db, which)
    const listed = await listMissing(db, { libraryId, limit: mostListed })
    return listed.filter((file) => file.path === path || file.path.startsWith(`${path}/`)).map(({ id }) => id)
  }
  return {
    missing: async (which) => {
      const { id, name } = await findLibrary(db, which)
      return (await listMissing(db, { libraryId: id, limit: mostListed })).map((file) => toMissingView(name, file))
    },
    keepMissing: async (which, target) => ({ changed: await keepMissing(db, await missingIds(which, target)) }),
    removeMissing: async (which, target) => ({ changed: await removeMissing(db, await missingIds(which, target), reindex) }),
    unmatched: async ({ library }) => {
      const libraries = library === undefined ? await listLibraries(db) : [await findLibrary(db, library)]
      const folders = await listUnmatched(db, {
        limit: mostListed,
        ...(library === undefined ? {} : { libraryId: libraries[0]?.id ?? '' }),
      })
      return folders.map(({ libraryId, folder, path, files }) => ({
        library: libraries.find(({ id }) => id === libraryId)?.name ?? libraryId,
        libraryId,
        folder,
        path,
        files: files.map(({ id, name, title, year, candidates }) => ({
          id,
          name,
          ...withoutNulls({ title, year }),
          candidates: candidates.map(withoutNulls),
        })),
      }))
    },
    match: async ({ movieId, title = '', year, ...target }) => {
      let film = movieId ?? ''
      const answer = await byHand(target, async (tx, choice) => {
        film = movieId === undefined ? await filmByTitle(tx, title, year) : await knownFilm(tx, movieId)
        return await matchByHand(tx, choice, film)
      })
      return { ...answer, movieId: film }
    },
    ignore: async (target) => await byHand(target, ignoreFiles),
    undo: async (target) => await byHand(target, undoByHand),
  }
}

const knownFilm = async (tx: Kysely<LibraryDatabase>, id: string): Promise<string> => {
  const film = await tx.selectFrom('backlot.movies').select('id').where('id', '=', id).executeTakeFirst()
  if (film === undefined) throw notFound(`There is no film ${id}`)
  return film.id
}

const reasons: Record<MissingFile['why'], string> = {
  kept: 'kept by hand',
  'root offline': 'its folder is offline, so nothing is known of it',
  grace: 'not gone for long enough; it may come back',
}

const toMissingView = (library: string, { id, path, missingSince, movie, why }: MissingFile): MissingFileView => ({
  id,
  library,
  path,
  missingSince: missingSince.toISOString(),
  reason: reasons[why],
  ...(movie === null ? {} : { movieId: movie.id, title: movie.title }),
})
