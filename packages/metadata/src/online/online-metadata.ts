import { librarySettingsOf, type CatalogDatabase } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import type { MetadataProvider } from '../providers/metadata-provider.ts'

/** The providers that are there to be asked, and how the host wants them asked. */
export interface OnlineMetadata {
  /** In the order of trust; what none of them serves comes from local data alone. */
  providers: readonly MetadataProvider[]
  /** The languages that texts are wanted in, the preferred first. */
  languages: readonly string[]
}

/** Whom to ask about something, and in which languages. */
export interface Asking {
  providers: readonly MetadataProvider[]
  languages: readonly string[]
}

/** No provider at all: everything comes from local data. */
export const offline: OnlineMetadata = { providers: [], languages: ['en'] }

/**
 * Whom to ask about a film or series: the providers of its library in that library's order, else the host's; the library's
 * language goes before the host's. Languages that a job names go before both.
 */
export const askingFor = async (
  db: Kysely<CatalogDatabase>,
  online: OnlineMetadata,
  { itemId, languages = [] }: { itemId: string; languages?: readonly string[] | undefined },
): Promise<Asking> => {
  const [library] = online.providers.length === 0 ? [] : await librarySettingsOf(db, [itemId])
  return askingIn(online, library, languages)
}

/** Whom to ask about what is found in a library that is scanned, and in which languages. */
export const askingForLibrary = async (db: Kysely<CatalogDatabase>, online: OnlineMetadata, libraryId: string): Promise<Asking> => {
  if (online.providers.length === 0) return askingIn(online, undefined)
  const library = await db
    .selectFrom('backlot.libraries')
    .select(['preferred_language as language', 'metadata_providers as providers'])
    .where('id', '=', libraryId)
    .executeTakeFirst()
  return askingIn(online, library)
}

/** The providers that a library names and that are there, in its order; those of the host where it names none (null). */
export const providersOf = (online: OnlineMetadata, named: readonly string[] | null): readonly MetadataProvider[] =>
  named?.flatMap((name) => online.providers.find((provider) => provider.name === name) ?? []) ?? online.providers

/** Those that know films (or series). */
export const serving = (providers: readonly MetadataProvider[], type: 'movie' | 'series'): MetadataProvider[] =>
  providers.filter((provider) => provider[type] !== undefined)

const askingIn = (
  online: OnlineMetadata,
  library: { language: string | null; providers: string[] | null } | undefined,
  languages: readonly string[] = [],
): Asking => {
  const own = library?.language ?? null
  const preferred = languages.length > 0 ? languages : [...(own === null ? [] : [own]), ...online.languages]
  return { providers: providersOf(online, library?.providers ?? null), languages: [...new Set(preferred)] }
}
