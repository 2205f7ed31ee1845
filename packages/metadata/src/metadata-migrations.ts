import type { MigrationSet } from '@backlot/jobs'
import { providerItems } from './migrations/0001-provider-items.ts'

/** The migrations of the tables that this package owns; those of the catalog come before. */
export const metadataMigrations: MigrationSet = { owner: 'metadata', migrations: { '0001_provider_items': providerItems } }
