import type { Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { removeEpisodesWithoutFiles } from '../series/episode-files.ts'
import { removeItemsWithoutFiles, type RemovedItem } from './remove-items.ts'

/** Removes those of the films and series that have no file left, and of the others the episodes and seasons that have none and no provider knows. */
export const removeWithoutFiles = async (tx: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<RemovedItem[]> => [
  ...(await removeItemsWithoutFiles(tx, itemIds)),
  ...(await removeEpisodesWithoutFiles(tx, itemIds)),
]
