import { catalogMigrations } from '@backlot/catalog'
import { bundle, type Bundle } from '@backlot/jobs'
import { cleanUpLibraryScans, periodicLibraryScan } from './args.ts'
import { libraryMigrations } from './library-migrations.ts'
import type { LibraryPorts } from './ports.ts'
import { mediaProbeWorker } from './probe/media-probe.ts'
import { cleanUpScansWorker } from './workers/clean-up-scans.ts'
import { periodicLibraryScanWorker } from './workers/periodic-library-scan.ts'

/**
 * What this package brings to a host: the workers that read containers, enqueue due scans and tidy the records of scans,
 * their times, and the tables of catalog and scans.
 */
export const libraryJobs = (ports: LibraryPorts): Bundle =>
  bundle({
    name: '@backlot/library',
    version: '0.1.0',
    workers: [mediaProbeWorker(ports), periodicLibraryScanWorker(ports), cleanUpScansWorker(ports)],
    schedules: [
      { name: 'periodic_library_scan', request: periodicLibraryScan({}), cron: '7 */6 * * *' },
      { name: 'nightly_library_scan', request: periodicLibraryScan({ force: true }), cron: '37 1 * * *' },
      { name: 'library_scan_cleanup', request: cleanUpLibraryScans({}), cron: '41 3 * * *' },
    ],
    migrations: [catalogMigrations, libraryMigrations],
  })
