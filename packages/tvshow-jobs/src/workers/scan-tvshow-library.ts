import { snooze, worker } from '@backlot/jobs'
import { libraryToScan, readInThread, scanLibrary } from '@backlot/library'
import { askingForLibrary, offline } from '@backlot/metadata'
import { scanTVShowLibrary } from '../args.ts'
import { seriesImporter } from '../import/series-importer.ts'
import { readSeries } from '../import/read-series.ts'
import type { TVShowPorts } from '../ports.ts'

// Beside this module's folder in sources, beside the module itself in a build.
const module = new URL(import.meta.url.endsWith('.ts') ? '../import/read-series-thread.ts' : 'read-series-thread.js', import.meta.url)

/** Scans a library of series; see `scanLibrary`. Another scan of the library that still runs is waited for. */
export const scanTVShowLibraryWorker = (ports: Pick<TVShowPorts, 'db' | 'search' | 'clock' | 'online' | 'filesAtATime'>) =>
  worker(scanTVShowLibrary, async (context) => {
    const { id, args, signal, progress, log, insert, insertMany } = context
    const { autoCreate, ...options } = args
    const { libraryName } = await libraryToScan(ports.db, options.libraryId, 'tvshow')
    const { providers } = await askingForLibrary(ports.db, ports.online ?? offline, options.libraryId)
    const asksOnline = providers.some(({ series }) => series !== undefined)
    const read = readInThread(context, { module, read: readSeries })
    const importer = seriesImporter({ ...ports, insert, insertMany, asksOnline, autoCreate, read })
    const result = await scanLibrary(ports, { ...options, libraryName, jobId: id, importer, signal, progress, log, insert })
    return result === 'busy' ? snooze('10s') : result
  })
