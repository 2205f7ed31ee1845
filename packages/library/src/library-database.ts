import type { CatalogDatabase } from '@backlot/catalog'
import type { ProblemsTable } from './problems/problems-table.ts'
import type { FoldersTable, ScanEntriesTable, ScanFoldersTable, ScanItemsTable, ScansTable } from './scan/scan-tables.ts'

/** The tables that this package owns, beside the catalog's, for Kysely. */
export interface LibraryDatabase extends CatalogDatabase {
  'backlot.scans': ScansTable
  'backlot.scan_folders': ScanFoldersTable
  'backlot.scan_entries': ScanEntriesTable
  'backlot.scan_items': ScanItemsTable
  'backlot.folders': FoldersTable
  'backlot.problems': ProblemsTable
}
