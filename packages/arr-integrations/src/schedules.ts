import type { JobRequest, Schedule } from '@backlot/jobs'
import { syncRadarr, syncSonarr } from './args.ts'
import type { ArrInstance } from './client/arr-instance.ts'

/** When each instance is synced: what its history names every quarter of an hour, all of it once a day and as soon as it is configured. */
export const arrSchedules = (instances: readonly Pick<ArrInstance, 'app' | 'name'>[]): Schedule[] =>
  instances.flatMap(({ app, name }, place) => {
    const request = (operation: 'full' | 'incremental'): JobRequest =>
      app === 'radarr' ? syncRadarr({ instance: name, operation }) : syncSonarr({ instance: name, operation })
    // Not all in the same minute.
    const minute = (place * 2) % 15
    return [
      { name: `${app}_sync ${name}`, request: request('incremental'), cron: `${minute}-59/15 * * * *` },
      { name: `${app}_sync ${name} full`, request: request('full'), cron: `${(37 + place * 3) % 60} 3 * * *`, atFirstStart: true },
    ]
  })
