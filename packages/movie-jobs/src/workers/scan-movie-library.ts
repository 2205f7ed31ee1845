import { snooze, worker } from '@backlot/jobs'
import { libraryToScan, scanLibrary } from '@backlot/library'
import { askingForLibrary, offline } from '@backlot/metadata'
import { scanMovieLibrary } from '../args.ts'
import { movieImporter } from '../import/movie-importer.ts'
import type { MoviePorts } from '../ports.ts'

/** Scans a film library; see `scanLibrary`. Another scan of the library that still runs is waited for. */
export const scanMovieLibraryWorker = (ports: Pick<MoviePorts, 'db' | 'search' | 'clock' | 'online' | 'filesAtATime'>) =>
  worker(scanMovieLibrary, async ({ id, args, signal, progress, log, insert, insertMany }) => {
    const { libraryName } = await libraryToScan(ports.db, args.libraryId, 'movie')
    const { providers } = await askingForLibrary(ports.db, ports.online ?? offline, args.libraryId)
    const asksOnline = providers.some(({ movie }) => movie !== undefined)
    const importer = movieImporter({ ...ports, insert, insertMany, asksOnline })
    const result = await scanLibrary(ports, { ...args, libraryName, jobId: id, importer, signal, progress, log, insert })
    return result === 'busy' ? snooze('10s') : result
  })
