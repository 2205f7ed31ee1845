import { keepMissing, listLibraries, listMissing, listUnmatched, removeMissing, type MissingFile } from '@backlot/catalog'
import { ignoreFilesByHand, indexFilms, matchFilesByHand, undoFilesByHand } from '@backlot/movie-jobs'
import type { FileTarget, MissingFileView } from '../http/library-schema.ts'
import type { MediaService } from '../http/media-service.ts'
import { notFound } from '../http/problem.ts'
import { checkedIds, chooseFiles } from './choose-files.ts'
import { findLibrary, type LibraryPorts } from './library-service.ts'
import { withoutNulls } from './without-nulls.ts'

/** Lists are for people: more than this of one library is not read through. */
const mostListed = 5_000

type FileService = Pick<MediaService, 'missing' | 'keepMissing' | 'removeMissing' | 'unmatched' | 'match' | 'ignore' | 'undo'>

/** Files that need a word from somebody, for the API. */
export const fileService = ({ db, search, jobs }: Pick<LibraryPorts, 'db' | 'search' | 'jobs'>): FileService => {
  // The client of a host is there from its start on, and this is composed before.
  const ports = () => ({ db, search, insert: jobs.client.insert })
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
    removeMissing: async (which, target) => ({
      changed: await removeMissing(db, await missingIds(which, target), async (tx, { itemIds }) => await indexFilms(tx, ports(), itemIds)),
    }),
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
      const film = movieId === undefined ? { title, ...(year === undefined ? {} : { year }) } : { movieId }
      const matched = await matchFilesByHand(ports(), await chooseFiles(db, target), film)
      if (matched === undefined) throw notFound(`There is no film ${movieId}`)
      return { changed: matched.files, movieId: matched.movieId }
    },
    ignore: async (target) => ({ changed: await ignoreFilesByHand(ports(), await chooseFiles(db, target)) }),
    undo: async (target) => ({ changed: await undoFilesByHand(ports(), await chooseFiles(db, target)) }),
  }
}

const reasons: Record<MissingFile['why'], string> = {
  kept: 'kept by hand',
  'root offline': 'its folder is offline, so nothing is known of it',
  grace: 'not gone for long enough; it may come back',
}

const toMissingView = (library: string, { id, path, missingSince, item, why }: MissingFile): MissingFileView => ({
  id,
  library,
  path,
  missingSince: missingSince.toISOString(),
  reason: reasons[why],
  ...(item === null ? {} : { itemId: item.id, itemType: item.type, title: item.title }),
})
