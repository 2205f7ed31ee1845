import { bundle, type Bundle } from '@backlot/jobs'
import { arrMigrations } from './arr-migrations.ts'
import type { ArrPorts } from './ports.ts'
import { arrSchedules } from './schedules.ts'
import { syncRadarrWorker } from './workers/sync-radarr.ts'
import { syncSonarrWorker } from './workers/sync-sonarr.ts'
import { radarrWebhookWorker, sonarrWebhookWorker } from './workers/webhook-workers.ts'

/** What this package brings to a host: the workers for Radarr and Sonarr, their tables, and a schedule for each instance. */
export const arrJobs = (ports: ArrPorts): Bundle =>
  bundle({
    name: '@backlot/arr-integrations',
    version: '0.1.0',
    workers: [syncRadarrWorker(ports), radarrWebhookWorker(ports), syncSonarrWorker(ports), sonarrWebhookWorker(ports)],
    schedules: arrSchedules([...ports.radarr, ...ports.sonarr].map(({ instance }) => instance)),
    migrations: [arrMigrations],
  })
