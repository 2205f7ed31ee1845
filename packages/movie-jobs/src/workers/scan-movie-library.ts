import { PermanentError, snooze, worker } from '@backlot/jobs'
import { scanLibrary } from '@backlot/library'
import { scanMovieLibrary } from '../args.ts'
import { movieImporter } from '../import/movie-importer.ts'
import type { MoviePorts } from '../ports.ts'

/** Scans a film library; see `scanLibrary`. Another scan of the library that still runs is waited for. */
export const scanMovieLibraryWorker = (ports: Pick<MoviePorts, 'db' | 'search' | 'clock'>) =>
  worker(scanMovieLibrary, async ({ id, args, signal, progress, log, insert }) => {
    const library = await ports.db.selectFrom('backlot.libraries').selectAll().where('id', '=', args.libraryId).executeTakeFirst()
    if (library === undefined)
      throw new PermanentError(`There is no library ${args.libraryId}; \`backlot library list\` shows those there are`)
    if (library.type !== 'movie') throw new PermanentError(`The library "${library.name}" holds series; scan it with tvshow_library_scan`)
    const importer = movieImporter({ search: ports.search, insert })
    const result = await scanLibrary(ports, { ...args, libraryName: library.name, jobId: id, importer, signal, progress, log, insert })
    return result === 'busy' ? snooze('10s') : result
  })
