import { arrImageHosts, type ArrApp } from '@backlot/arr-integrations'
import type { MetadataProvider } from '@backlot/metadata'
import type { UrlRules } from '@backlot/safe-fetch'
import type { Config } from '../config/config-schema.ts'

/** Where images may be fetched from: hosts that the settings name, those of the providers, and of each Radarr and Sonarr. */
export const imageRules = (
  settings: Config['images'],
  { providers, apps }: { providers: readonly Pick<MetadataProvider, 'imageHosts'>[]; apps: readonly ArrApp[] },
): UrlRules => ({
  ...settings,
  allowedHosts: [
    ...settings.allowedHosts,
    ...providers.flatMap(({ imageHosts }) => imageHosts ?? []),
    ...apps.flatMap((app) => arrImageHosts[app]),
  ],
})
