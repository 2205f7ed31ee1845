import type { MigrationSet } from '@backlot/jobs'
import { media } from './migrations/0001-media.ts'

/** The migrations of the tables that this package owns. */
export const catalogMigrations: MigrationSet = { owner: 'catalog', migrations: { '0001_media': media } }
