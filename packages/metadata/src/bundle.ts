import { bundle, type Bundle } from '@backlot/jobs'
import { refreshDue } from './args.ts'
import { metadataMigrations } from './metadata-migrations.ts'
import type { MetadataPorts } from './ports.ts'
import { enrichContentWorker } from './workers/enrich-content.ts'
import { refreshDueWorker } from './workers/refresh-due.ts'
import { refreshPersonWorker } from './workers/refresh-person.ts'

/** What this package brings to a host: workers for people, further providers and what is due each day, and what was asked. */
export const metadataJobs = (ports: MetadataPorts): Bundle =>
  bundle({
    name: '@backlot/metadata',
    version: '0.1.0',
    workers: [refreshPersonWorker(ports), enrichContentWorker(ports), refreshDueWorker(ports)],
    schedules: [{ name: 'metadata_refresh_due', request: refreshDue({}), cron: '11 4 * * *' }],
    migrations: [metadataMigrations],
  })
