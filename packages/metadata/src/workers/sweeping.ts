import type { CatalogDatabase } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import { providersOf, serving, type OnlineMetadata } from '../online/online-metadata.ts'
import type { MetadataProvider } from '../providers/metadata-provider.ts'

/** A provider that films (or series) are swept with, and the libraries that ask it first. */
export interface Sweeping {
  provider: MetadataProvider
  libraryIds: string[]
}

/**
 * The providers that are asked first about films (or series): of the host, and of each library that has an order of its own.
 * A library whose providers know no films is swept by nobody.
 */
export const sweeping = async (db: Kysely<CatalogDatabase>, online: OnlineMetadata, type: 'movie' | 'series'): Promise<Sweeping[]> => {
  const libraries = await db.selectFrom('backlot.libraries').select(['id', 'metadata_providers as providers']).execute()
  const first = (named: readonly string[] | null): MetadataProvider | undefined => serving(providersOf(online, named), type)[0]
  const byProvider = Map.groupBy(libraries, ({ providers }) => first(providers))
  const all = new Set([first(null), ...byProvider.keys()])
  return [...all].flatMap((provider) =>
    provider === undefined ? [] : { provider, libraryIds: (byProvider.get(provider) ?? []).map(({ id }) => id) },
  )
}
