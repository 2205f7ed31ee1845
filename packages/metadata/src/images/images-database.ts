import type { CatalogDatabase } from '@backlot/catalog'
import type { Generated } from 'kysely'

/** `backlot.images`: a picture, by the SHA-256 of its bytes. */
export interface ImagesTable {
  hash: string
  bytes: number
  /** In pixels, as shown. */
  width: number
  height: number
  format: string
  /** Whether the picture itself is in the data folder. Of one beside a film only its sizes are. */
  kept: boolean
  stored_at: Generated<Date>
}

/** `backlot.image_sources`: what a picture was read from: an address, or a file below a root. */
export interface ImageSourcesTable {
  id: Generated<string>
  url: string | null
  root_id: string | null
  folder: string | null
  name: string | null
  /** An address's ETag; a file's time and size. */
  version: Generated<string>
  hash: string
  checked_at: Generated<Date>
}

/** The tables of images beside the catalog's, for Kysely. */
export interface ImagesDatabase extends CatalogDatabase {
  'backlot.images': ImagesTable
  'backlot.image_sources': ImageSourcesTable
}
