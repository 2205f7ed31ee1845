import { findMovie, listMovies, managersOfItem, type Movie, type MovieFile } from '@backlot/catalog'
import { refreshMovie } from '@backlot/metadata-args'
import type { MediaService } from '../http/media-service.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import { findLibrary, type LibraryPorts } from './library-service.ts'
import { toManagerView } from './manager-view.ts'
import { imagePath, toCreditView, toPictureView } from './picture-view.ts'
import { withoutNulls } from './without-nulls.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Films, for the API. */
export const movieService = ({ db, jobs }: Pick<LibraryPorts, 'db' | 'jobs'>): Pick<MediaService, 'movies' | 'movie' | 'refreshMovie'> => ({
  movies: async ({ cursor, limit, library }) => {
    if (cursor !== undefined && !uuid.test(cursor))
      throw new ProblemError(400, 'The cursor is none of ours', [{ path: 'cursor', message: 'not a cursor' }])
    const libraryId = library === undefined ? undefined : (await findLibrary(db, library)).id
    const page = await listMovies(db, {
      limit,
      ...(cursor === undefined ? {} : { after: cursor }),
      ...(libraryId === undefined ? {} : { libraryId }),
    })
    const movies = page.movies.map(({ posterId, addedAt, ...movie }) => ({
      ...withoutNulls(movie),
      ...(posterId === null ? {} : { poster: imagePath(posterId) }),
      addedAt: addedAt.toISOString(),
    }))
    return { movies, ...(page.next === undefined ? {} : { next: page.next }) }
  },
  refreshMovie: async (id, options) => {
    await findFilm(db, id)
    return await jobs.client.insert(refreshMovie({ movieId: id, ...options }))
  },
  movie: async (id) => {
    const movie = await findFilm(db, id)
    const { createdAt, updatedAt, files, artwork, credits, ...facts } = movie
    return {
      ...withoutNulls(facts),
      credits: credits.map(toCreditView),
      artwork: artwork.map(toPictureView),
      files: files.map(toFileView),
      managedBy: (await managersOfItem(db, id)).map(toManagerView),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }
  },
})

const findFilm = async (db: LibraryPorts['db'], id: string): Promise<Movie> => {
  const movie = uuid.test(id) ? await findMovie(db, id) : undefined
  if (movie === undefined) throw notFound(`There is no film ${id}`)
  return movie
}

const toFileView = ({ match, ...file }: MovieFile) => ({
  ...withoutNulls(file),
  ...(match === null ? {} : { match: { confidence: match.confidence, why: match.why, by: match.by } }),
})
