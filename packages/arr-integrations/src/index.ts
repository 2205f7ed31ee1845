export { radarrWebhook, sonarrWebhook, syncRadarr, syncSonarr } from './args.ts'
export { isArrError, type ArrFailure } from './client/arr-error.ts'
export type { ArrApp, ArrInstance, PathMapping } from './client/arr-instance.ts'
export { createRadarrClient, createSonarrClient, type ArrClient, type RadarrClient, type SonarrClient } from './client/create-arr-client.ts'
