import { worker, type Worker } from '@backlot/jobs'
import { syncRadarr } from '../args.ts'
import type { ArrPorts } from '../ports.ts'
import { radarrSync } from '../radarr/radarr-sync.ts'
import { clientNamed, runSync } from './run-sync.ts'

/** Syncs films with a Radarr: all of them, those that its history says were touched, or one. */
export const syncRadarrWorker = (ports: ArrPorts): Worker =>
  worker(syncRadarr, async (context) => {
    const { instance, operation, radarrMovieId } = context.args
    const sync = radarrSync(clientNamed(ports.radarr, 'Radarr', instance), ports.movies)
    const task = { operation, itemId: radarrMovieId, fullSync: syncRadarr({ instance, operation: 'full' }) }
    return await runSync(ports, sync, { task, context })
  })
