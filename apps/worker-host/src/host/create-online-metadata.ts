import { createTmdbProvider, createTvmazeProvider, type MetadataProvider, type OnlineMetadata, type ProviderTurns } from '@backlot/metadata'
import type { MetadataSettings } from '../config/metadata-settings.ts'

/** The providers that are configured, in their order, each asked in its turn. TMDb is asked only where there is a token. */
export const createOnlineMetadata = (
  { providers, languages, country, tmdb, tvmaze }: MetadataSettings,
  turns: ProviderTurns,
): OnlineMetadata => {
  const make: Record<MetadataSettings['providers'][number], () => MetadataProvider[]> = {
    tmdb: () => {
      const { token, ...options } = tmdb
      return token === undefined ? [] : [createTmdbProvider({ token, languages, country, turns, ...options })]
    },
    tvmaze: () => [createTvmazeProvider({ ...tvmaze, turns })],
  }
  return { providers: [...new Set(providers)].flatMap((name) => make[name]()), languages }
}
