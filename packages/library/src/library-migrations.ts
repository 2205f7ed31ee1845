import type { MigrationSet } from '@backlot/jobs'
import { scans } from './migrations/0001-scans.ts'
import { pagesOfFiles } from './migrations/0002-pages-of-files.ts'

/** The migrations of the tables that this package owns; they come after the catalog's. */
export const libraryMigrations: MigrationSet = {
  owner: 'library',
  migrations: { '0001_scans': scans, '0002_pages_of_files': pagesOfFiles },
}
