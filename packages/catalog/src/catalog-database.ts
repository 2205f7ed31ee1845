import type { FilesTable } from './files/files-table.ts'
import type { LibrariesTable, LibraryRootsTable } from './libraries/libraries-tables.ts'
import type {
  ArtworkTable,
  CollectionsTable,
  CreditsTable,
  GenresTable,
  MovieExternalIdsTable,
  MovieGenresTable,
  MoviesTable,
  MovieTitlesTable,
  PeopleTable,
} from './movies/movies-tables.ts'

/** The tables that this package owns, for Kysely. A package that owns more extends it. */
export interface CatalogDatabase {
  'backlot.libraries': LibrariesTable
  'backlot.library_roots': LibraryRootsTable
  'backlot.files': FilesTable
  'backlot.movies': MoviesTable
  'backlot.movie_titles': MovieTitlesTable
  'backlot.movie_external_ids': MovieExternalIdsTable
  'backlot.genres': GenresTable
  'backlot.movie_genres': MovieGenresTable
  'backlot.people': PeopleTable
  'backlot.credits': CreditsTable
  'backlot.artwork': ArtworkTable
  'backlot.collections': CollectionsTable
}
