import type { FilesTable } from './files/files-table.ts'
import type {
  ArtworkTable,
  CollectionsTable,
  CreditsTable,
  GenresTable,
  ItemCertificationsTable,
  ItemExternalIdsTable,
  ItemGenresTable,
  ItemsTable,
  ItemTitlesTable,
  ItemTrailersTable,
  ItemTranslationsTable,
  PeopleTable,
} from './items/items-tables.ts'
import type { LibrariesTable, LibraryRootsTable } from './libraries/libraries-tables.ts'
import type { ManagedFilesTable, ManagedItemsTable } from './managed/managed-tables.ts'
import type { MoviesTable } from './movies/movies-table.ts'
import type { EpisodeFilesTable, EpisodesTable, SeasonsTable, SeriesTable } from './series/series-tables.ts'

/** The tables that this package owns, for Kysely. A package that owns more extends it. */
export interface CatalogDatabase {
  'backlot.libraries': LibrariesTable
  'backlot.library_roots': LibraryRootsTable
  'backlot.files': FilesTable
  'backlot.items': ItemsTable
  'backlot.item_titles': ItemTitlesTable
  'backlot.item_translations': ItemTranslationsTable
  'backlot.item_external_ids': ItemExternalIdsTable
  'backlot.item_certifications': ItemCertificationsTable
  'backlot.item_trailers': ItemTrailersTable
  'backlot.genres': GenresTable
  'backlot.item_genres': ItemGenresTable
  'backlot.people': PeopleTable
  'backlot.credits': CreditsTable
  'backlot.artwork': ArtworkTable
  'backlot.collections': CollectionsTable
  'backlot.movies': MoviesTable
  'backlot.series': SeriesTable
  'backlot.seasons': SeasonsTable
  'backlot.episodes': EpisodesTable
  'backlot.episode_files': EpisodeFilesTable
  'backlot.managed_items': ManagedItemsTable
  'backlot.managed_files': ManagedFilesTable
}
