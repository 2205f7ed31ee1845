import type { Library, LibraryType } from '@backlot/catalog'
import type { WatchedRoot } from '@backlot/library'
import { writtenLibrarySettings } from '../config/library-settings.ts'
import type { LibraryView } from '../http/library-schema.ts'

/** Why a library of a type is not scanned. */
export const notScanned = (type: LibraryType): string => `not scanned yet: this build has no bundle for ${type}`

/** A library as the API gives it. */
export const toLibraryView = (
  { id, name, type, roots, counts, ...library }: Library,
  { scannable, watched }: { scannable: boolean; watched: readonly WatchedRoot[] },
): LibraryView => ({
  id,
  name,
  type,
  ...writtenLibrarySettings(library),
  roots: roots.map(({ path, status, reason }) => ({
    path,
    status,
    ...(reason === null ? {} : { reason }),
    ...watchedView(watched.find((root) => root.libraryId === id && root.path === path)),
  })),
  ...counts,
  ...(scannable ? {} : { note: notScanned(type) }),
})

const watchedView = (root: WatchedRoot | undefined): { watched?: boolean; notWatched?: string } =>
  root === undefined ? {} : { watched: root.watched, ...(root.why === undefined ? {} : { notWatched: root.why }) }
