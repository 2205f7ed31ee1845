import type { LibraryDatabase } from '@backlot/library'
import { createPostgresSearch, createTypesenseSearch, type SearchIndex, type TypesenseSearch } from '@backlot/search'
import type { Kysely } from 'kysely'
import type { Config } from '../config/config-schema.ts'

/** The search index that the configuration names. */
export interface OpenSearch {
  index: SearchIndex
  /** Where it lies: another place than the last time has to be filled. */
  place: string
  /** The server, where there is one. */
  server?: Pick<TypesenseSearch, 'check'>
}

/** The index in the database that is there anyway, or on a Typesense server where one is configured. */
export const openSearch = ({ typesense: { url, apiKey } }: Config['search'], db: Kysely<LibraryDatabase>): OpenSearch => {
  if (url === undefined || apiKey === undefined) return { index: createPostgresSearch(db), place: 'postgres' }
  const server = createTypesenseSearch({ url, apiKey })
  return { index: server, place: new URL(url).href, server }
}
