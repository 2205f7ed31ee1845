import { join } from 'node:path'
import type { InsertMany } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import { forgetVersions } from '@backlot/metadata'
import { refreshMovies } from '@backlot/metadata-args'
import type { Kysely } from 'kysely'
import { matchMovieFile } from '../args.ts'
import type { FoundFilm } from './found-film.ts'
import type { WrittenFilms } from './write-films.ts'

/**
 * Makes jobs for what providers are to be asked about, in the transaction that wrote it: a refresh for each film whose
 * metadata was written, a match for each group of files that was not recognised. The scan itself asks nobody.
 */
export const askLaterAbout = async (
  tx: Kysely<LibraryDatabase>,
  { rewritten, unknown }: Pick<WrittenFilms, 'rewritten' | 'unknown'>,
  { libraryId, insertMany }: { libraryId: string; insertMany: InsertMany },
): Promise<void> => {
  await forgetVersions(tx, rewritten)
  const matches = await matchesOf(tx, unknown, libraryId)
  const requests = [...refreshMovies(rewritten), ...matches]
  // What was asked a moment ago is asked again: the files say something else now.
  if (requests.length > 0) await insertMany(requests, { tx, unique: { while: 'queued' } })
}

const matchesOf = async (tx: Kysely<LibraryDatabase>, unknown: readonly FoundFilm[], libraryId: string) => {
  const named = unknown.filter(({ title }) => title !== '')
  if (named.length === 0) return []
  const roots = await tx.selectFrom('backlot.library_roots').select(['id', 'path']).where('library_id', '=', libraryId).execute()
  return named.flatMap(({ rootId, files: [first] }) => {
    const root = roots.find(({ id }) => id === rootId)
    if (root === undefined || first === undefined || first.file.known?.state === 'ignored') return []
    return [matchMovieFile({ path: join(root.path, first.file.folder, first.file.name), libraryId })]
  })
}
