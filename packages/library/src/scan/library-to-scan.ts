import type { LibraryType } from '@backlot/catalog'
import { PermanentError } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'

const otherType = {
  movie: 'holds series; scan it with tvshow_library_scan',
  tvshow: 'holds films; scan it with movie_library_scan',
} as const

/** The name of a library that is to be scanned as one of a type. One that is not there, or of another type, is a PermanentError. */
export const libraryToScan = async (
  db: Kysely<LibraryDatabase>,
  libraryId: string,
  type: LibraryType,
): Promise<{ libraryName: string }> => {
  const library = await db.selectFrom('backlot.libraries').select(['name', 'type']).where('id', '=', libraryId).executeTakeFirst()
  if (library === undefined) throw new PermanentError(`There is no library ${libraryId}; \`backlot library list\` shows those there are`)
  if (library.type !== type) throw new PermanentError(`The library "${library.name}" ${otherType[type]}`)
  return { libraryName: library.name }
}
