import { findMovie, listMovies, type MovieFile } from '@backlot/catalog'
import type { LibraryDatabase } from '@backlot/library'
import type { Kysely } from 'kysely'
import type { MediaService } from '../http/media-service.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import { findLibrary } from './library-service.ts'
import { withoutNulls } from './without-nulls.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Films, for the API. */
export const movieService = (db: Kysely<LibraryDatabase>): Pick<MediaService, 'movies' | 'movie'> => ({
  movies: async ({ cursor, limit, library }) => {
    if (cursor !== undefined && !uuid.test(cursor))
      throw new ProblemError(400, 'The cursor is none of ours', [{ path: 'cursor', message: 'not a cursor' }])
    const libraryId = library === undefined ? undefined : (await findLibrary(db, library)).id
    const page = await listMovies(db, {
      limit,
      ...(cursor === undefined ? {} : { after: cursor }),
      ...(libraryId === undefined ? {} : { libraryId }),
    })
    const movies = page.movies.map(({ poster: _poster, addedAt, ...movie }) => ({ ...withoutNulls(movie), addedAt: addedAt.toISOString() }))
    return { movies, ...(page.next === undefined ? {} : { next: page.next }) }
  },
  movie: async (id) => {
    const movie = uuid.test(id) ? await findMovie(db, id) : undefined
    if (movie === undefined) throw notFound(`There is no film ${id}`)
    const { createdAt, updatedAt, files, artwork, ...facts } = movie
    return {
      ...withoutNulls(facts),
      artwork: artwork.map(withoutNulls),
      files: files.map(toFileView),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }
  },
})

const toFileView = ({ match, ...file }: MovieFile) => ({
  ...withoutNulls(file),
  ...(match === null ? {} : { match: { confidence: match.confidence, why: match.why, by: match.by } }),
})
