import { worker, type Worker } from '@backlot/jobs'
import { radarrWebhook, sonarrWebhook, syncRadarr, syncSonarr } from '../args.ts'
import type { ArrPorts } from '../ports.ts'
import { readRadarrWebhook } from '../webhooks/read-radarr-webhook.ts'
import { readSonarrWebhook } from '../webhooks/read-sonarr-webhook.ts'
import { clientNamed } from './run-sync.ts'
import { runWebhook } from './run-webhook.ts'

/** Does what a post of a Radarr asks for; see `runWebhook`. */
export const radarrWebhookWorker = (ports: ArrPorts): Worker =>
  worker(radarrWebhook, async (context) => {
    const { instance } = clientNamed(ports.radarr, 'Radarr', context.args.instance)
    const { name } = instance
    return await runWebhook(ports, {
      instance,
      context,
      post: readRadarrWebhook(context.args.payload),
      syncs: {
        single: (radarrMovieId) => syncRadarr({ instance: name, operation: 'single', radarrMovieId }),
        incremental: () => syncRadarr({ instance: name, operation: 'incremental' }),
        full: () => syncRadarr({ instance: name, operation: 'full' }),
      },
    })
  })

/** Does what a post of a Sonarr asks for; see `runWebhook`. */
export const sonarrWebhookWorker = (ports: ArrPorts): Worker =>
  worker(sonarrWebhook, async (context) => {
    const { instance } = clientNamed(ports.sonarr, 'Sonarr', context.args.instance)
    const { name } = instance
    return await runWebhook(ports, {
      instance,
      context,
      post: readSonarrWebhook(context.args.payload),
      syncs: {
        single: (sonarrSeriesId) => syncSonarr({ instance: name, operation: 'single', sonarrSeriesId }),
        incremental: () => syncSonarr({ instance: name, operation: 'incremental' }),
        full: () => syncSonarr({ instance: name, operation: 'full' }),
      },
    })
  })
