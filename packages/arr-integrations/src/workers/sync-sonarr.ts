import { worker, type Worker } from '@backlot/jobs'
import { syncSonarr } from '../args.ts'
import type { ArrPorts } from '../ports.ts'
import { sonarrSync } from '../sonarr/sonarr-sync.ts'
import { clientNamed, runSync } from './run-sync.ts'

/** Syncs series with a Sonarr: all of them, those that its history says were touched, or one. */
export const syncSonarrWorker = (ports: ArrPorts): Worker =>
  worker(syncSonarr, async (context) => {
    const { instance, operation, sonarrSeriesId } = context.args
    const sync = sonarrSync(clientNamed(ports.sonarr, 'Sonarr', instance), ports.series)
    const task = { operation, itemId: sonarrSeriesId, fullSync: syncSonarr({ instance, operation: 'full' }) }
    return await runSync(ports, sync, { task, context })
  })
