import { createTmdbProvider, createTvmazeProvider, type MetadataProvider, type OnlineMetadata } from '@backlot/metadata'
import type { MetadataSettings } from '../config/metadata-settings.ts'

/** The providers that are configured, in their order. TMDb is asked only where there is a token. */
export const createOnlineMetadata = ({ providers, languages, country, tmdb, tvmaze }: MetadataSettings): OnlineMetadata => {
  const make: Record<MetadataSettings['providers'][number], () => MetadataProvider[]> = {
    tmdb: () => {
      const { token, ...options } = tmdb
      return token === undefined ? [] : [createTmdbProvider({ token, languages, country, ...options })]
    },
    tvmaze: () => [createTvmazeProvider(tvmaze)],
  }
  return { providers: [...new Set(providers)].flatMap((name) => make[name]()), languages }
}
