import { snooze, worker } from '@backlot/jobs'
import { libraryToScan, readInThread, scanLibrary } from '@backlot/library'
import { askingForLibrary, offline } from '@backlot/metadata'
import { scanMovieLibrary } from '../args.ts'
import { movieImporter } from '../import/movie-importer.ts'
import { readFilms } from '../import/read-films.ts'
import type { MoviePorts } from '../ports.ts'

// Beside this module's folder in sources, beside the module itself in a build.
const module = new URL(import.meta.url.endsWith('.ts') ? '../import/read-films-thread.ts' : 'read-films-thread.js', import.meta.url)

/** Scans a film library; see `scanLibrary`. Another scan of the library that still runs is waited for. */
export const scanMovieLibraryWorker = (ports: Pick<MoviePorts, 'db' | 'search' | 'clock' | 'online' | 'filesAtATime'>) =>
  worker(scanMovieLibrary, async (context) => {
    const { id, args, signal, progress, log, insert, insertMany } = context
    const { libraryName } = await libraryToScan(ports.db, args.libraryId, 'movie')
    const { providers } = await askingForLibrary(ports.db, ports.online ?? offline, args.libraryId)
    const asksOnline = providers.some(({ movie }) => movie !== undefined)
    const importer = movieImporter({ ...ports, insert, insertMany, asksOnline, read: readInThread(context, { module, read: readFilms }) })
    const result = await scanLibrary(ports, { ...args, libraryName, jobId: id, importer, signal, progress, log, insert })
    return result === 'busy' ? snooze('10s') : result
  })
