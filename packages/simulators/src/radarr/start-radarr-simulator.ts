import { startArrServer, type ArrServer, type ArrServerOptions } from '../server/arr-server.ts'
import { createMediaFolder } from '../media-folder.ts'
import { makeMovie, movieFileResource, movieResource, type NewMovie, type SimulatedFile, type SimulatedMovie } from './radarr-movie.ts'
import { postedFile, postedMovie, radarrTestPost } from './radarr-posts.ts'

export interface RadarrSimulatorOptions extends ArrServerOptions {
  /** So many films, each with a file. Default 0. */
  movies?: number
}

/** A server that answers and posts as Radarr does. What is done here, is done on disk, told by its history and posted to its webhooks. */
export interface RadarrSimulator extends ArrServer {
  readonly movies: ReadonlyMap<number, SimulatedMovie>
  /** Adds a film without a file. */
  add(movie?: NewMovie): Promise<SimulatedMovie>
  grab(movieId: number, downloadId?: string): Promise<void>
  /** A download arrived; over a film's file it is an upgrade. */
  importFile(movieId: number, file?: { relativePath?: string; content?: string }): Promise<SimulatedFile>
  renameFile(movieId: number, relativePath: string): Promise<void>
  deleteFile(movieId: number): Promise<void>
  deleteMovie(movieId: number, deletedFiles?: boolean): Promise<void>
  needsHelp(movieId: number): Promise<void>
  /** Changes what is known of a film without telling anybody. */
  edit(movieId: number, changes: NewMovie): void
}

/** Starts a simulated Radarr on loopback. */
export const startRadarrSimulator = async (options: RadarrSimulatorOptions = {}): Promise<RadarrSimulator> => {
  const { rootFolder = '/movies', instanceName = 'Radarr', now = () => Date.now() } = options
  const media = createMediaFolder(rootFolder, options.mediaFolder)
  const movies = new Map<number, SimulatedMovie>()
  let lastFile = 0
  let lastMovie = 0

  const movieOf = (id: number): SimulatedMovie => {
    const movie = movies.get(id)
    if (movie === undefined) throw new RangeError(`The simulated Radarr has no film ${id}`)
    return movie
  }
  const newFile = async (movie: SimulatedMovie, { relativePath, content }: { relativePath?: string; content?: string }) => {
    const id = ++lastFile
    const name = relativePath ?? `${movie.path.slice(movie.path.lastIndexOf('/') + 1)} Bluray-1080p.mkv`
    const written = content ?? `film ${movie.id}, file ${id}`
    await media.write(`${movie.path}/${name}`, written)
    movie.file = { id, relativePath: name, size: written.length, dateAdded: new Date(now()).toISOString() }
    return movie.file
  }
  const addMovie = (given: NewMovie): SimulatedMovie => {
    const movie = makeMovie(++lastMovie, rootFolder, given)
    movies.set(movie.id, movie)
    return movie
  }

  const server = await startArrServer(
    { name: 'Radarr', version: '5.21.1.9799', testPost: radarrTestPost },
    { rootFolder, ...options },
    (app, { webhooks, history }) => {
      app.get('/api/v3/movie', (context) => context.json([...movies.values()].map(movieResource)))
      app.get('/api/v3/movie/:id', (context) => {
        const movie = movies.get(Number(context.req.param('id')))
        return movie === undefined ? context.json({ message: 'NotFound' }, 404) : context.json(movieResource(movie))
      })
      app.get('/api/v3/moviefile', (context) => {
        const movie = movies.get(Number(context.req.query('movieId')))
        return context.json(movie?.file === undefined ? [] : [movieFileResource(movie, movie.file)])
      })
      const post = async (payload: object): Promise<void> => void (await webhooks.post({ ...payload, instanceName, applicationUrl: '' }))
      return {
        movies,
        add: async (given: NewMovie = {}) => {
          const movie = addMovie(given)
          await post({ eventType: 'MovieAdded', movie: postedMovie(movie), addMethod: 'manual' })
          return movie
        },
        grab: async (movieId: number, downloadId = `DOWNLOAD${movieId}`) => {
          const movie = movieOf(movieId)
          history.add({ eventType: 'grabbed', movieId, sourceTitle: movie.title, downloadId })
          const release = { quality: 'Bluray-1080p', qualityVersion: 1, releaseTitle: movie.title, indexer: 'Simulated', size: 1_000 }
          await post({ eventType: 'Grab', movie: postedMovie(movie), release, downloadClient: 'Simulated', downloadId })
        },
        importFile: async (movieId: number, given: { relativePath?: string; content?: string } = {}) => {
          const movie = movieOf(movieId)
          const old = movie.file
          const file = await newFile(movie, given)
          if (old !== undefined) {
            if (old.relativePath !== file.relativePath) await media.remove(`${movie.path}/${old.relativePath}`)
            history.add({ eventType: 'movieFileDeleted', movieId, data: { reason: 'Upgrade' } })
          }
          history.add({ eventType: 'downloadFolderImported', movieId, data: { fileId: String(file.id) } })
          await post({
            eventType: 'Download',
            movie: postedMovie(movie),
            movieFile: postedFile(movie, file),
            isUpgrade: old !== undefined,
            downloadId: `DOWNLOAD${movieId}`,
            ...(old !== undefined && { deletedFiles: [postedFile(movie, old)] }),
          })
          return file
        },
        renameFile: async (movieId: number, relativePath: string) => {
          const movie = movieOf(movieId)
          const { file } = movie
          if (file === undefined) throw new RangeError(`The simulated film ${movieId} has no file`)
          const previous = { previousRelativePath: file.relativePath, previousPath: `${movie.path}/${file.relativePath}` }
          await media.move(previous.previousPath, `${movie.path}/${relativePath}`)
          file.relativePath = relativePath
          history.add({ eventType: 'movieFileRenamed', movieId, data: { path: `${movie.path}/${relativePath}` } })
          await post({ eventType: 'Rename', movie: postedMovie(movie), renamedMovieFiles: [{ ...postedFile(movie, file), ...previous }] })
        },
        deleteFile: async (movieId: number) => {
          const movie = movieOf(movieId)
          const { file } = movie
          if (file === undefined) throw new RangeError(`The simulated film ${movieId} has no file`)
          await media.remove(`${movie.path}/${file.relativePath}`)
          movie.file = undefined
          history.add({ eventType: 'movieFileDeleted', movieId, data: { reason: 'Manual' } })
          await post({
            eventType: 'MovieFileDelete',
            movie: postedMovie(movie),
            movieFile: postedFile(movie, file),
            deleteReason: 'manual',
          })
        },
        deleteMovie: async (movieId: number, deletedFiles = true) => {
          const movie = movieOf(movieId)
          if (deletedFiles) await media.remove(movie.path)
          movies.delete(movieId)
          history.forget('movieId', movieId)
          await post({ eventType: 'MovieDelete', movie: postedMovie(movie), deletedFiles, movieFolderSize: movie.file?.size ?? 0 })
        },
        needsHelp: async (movieId: number) => {
          const downloadInfo = { quality: 'Bluray-1080p', title: movieOf(movieId).title, size: 1_000 }
          const downloadStatusMessages = [
            { title: downloadInfo.title, messages: ['Found matching film via grab history, but release was matched by id'] },
          ]
          await post({
            eventType: 'ManualInteractionRequired',
            movie: postedMovie(movieOf(movieId)),
            downloadInfo,
            downloadId: `DOWNLOAD${movieId}`,
            downloadStatus: 'Warning',
            downloadStatusMessages,
          })
        },
        edit: (movieId: number, changes: NewMovie) => void Object.assign(movieOf(movieId), changes),
      }
    },
  )
  for (let made = 0; made < (options.movies ?? 0); made++) await newFile(addMovie({}), {})
  return server
}
