import { catalogMigrations } from '@backlot/catalog'
import { bundle, type Bundle } from '@backlot/jobs'
import { libraryMigrations } from './library-migrations.ts'
import type { LibraryPorts } from './ports.ts'
import { mediaProbeWorker } from './probe/media-probe.ts'

/** What this package brings to a host: the worker that reads containers, and the tables of catalog and scans. */
export const libraryJobs = (ports: LibraryPorts): Bundle =>
  bundle({
    name: '@backlot/library',
    version: '0.1.0',
    workers: [mediaProbeWorker(ports)],
    migrations: [catalogMigrations, libraryMigrations],
  })
