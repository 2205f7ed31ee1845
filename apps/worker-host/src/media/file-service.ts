import {
  ignoreFiles,
  keepMissing,
  listLibraries,
  listMissing,
  listUnmatched,
  removeMissing,
  undoByHand,
  type MissingFile,
} from '@backlot/catalog'
import type { FileTarget, MissingFileView } from '../http/library-schema.ts'
import type { MediaService } from '../http/media-service.ts'
import { checkedIds, chooseFiles } from './choose-files.ts'
import { indexItems } from './index-items.ts'
import { findLibrary, type LibraryPorts } from './library-service.ts'
import { matchFiles } from './match-files.ts'
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
      changed: await removeMissing(db, await missingIds(which, target), indexItems(ports())),
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
        files: files.map(({ id, name, candidates, size: _size, ...says }) => ({
          id,
          name,
          ...withoutNulls(says),
          candidates: candidates.map(withoutNulls),
        })),
      }))
    },
    match: async ({ files, path, ...what }) => await matchFiles(ports(), await chooseFiles(db, { files, path }), what),
    ignore: async (target) => ({ changed: await ignoreFiles(db, await chooseFiles(db, target), indexItems(ports())) }),
    undo: async (target) => ({ changed: await undoByHand(db, await chooseFiles(db, target), indexItems(ports())) }),
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
