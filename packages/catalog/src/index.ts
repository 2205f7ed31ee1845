export type { CatalogDatabase } from './catalog-database.ts'
export { catalogMigrations } from './catalog-migrations.ts'
export type { FileMatch, FileRole, FileState, MatchCandidate } from './files/files-table.ts'
export { ignoreFiles, matchByHand, undoByHand, type ChangedByHand } from './files/match-by-hand.ts'
export { keepMissing, listMissing, removeMissing, type MissingFile } from './files/missing-files.ts'
export {
  countFilesToProbe,
  filesToProbe,
  fillRuntimes,
  maxProbeFailures,
  storeProbes,
  type FileToProbe,
  type ProbedFile,
} from './files/probe-files.ts'
export { nearTitles, storeCandidates, type NearTitle } from './files/suggest-candidates.ts'
export { listUnmatched, type FileChoice, type UnmatchedFolder } from './files/unmatched-files.ts'
export { writeFiles, type FileToWrite } from './files/write-files.ts'
export { inTransaction } from './in-transaction.ts'
export type { LibraryType, RootStatus } from './libraries/libraries-tables.ts'
export { listLibraries, type Library, type LibraryCounts, type LibraryRoot, type LibrarySettings } from './libraries/list-libraries.ts'
export { removeLibrary } from './libraries/remove-library.ts'
export { findMovie, type Movie, type MovieFile } from './movies/find-movie.ts'
export { findKnownMovies, lockMovies, type ExternalId, type KnownMovie, type MovieClues } from './movies/known-movies.ts'
export { countMovies, listMovies, movieIdsAfter, type MoviePage, type MovieSummary } from './movies/list-movies.ts'
export { movieDocuments, type MovieDocument } from './movies/movie-documents.ts'
export type { CreditKind, KnownFrom, MovieRating } from './movies/movies-tables.ts'
export { removeMoviesWithoutFiles } from './movies/remove-movies.ts'
export { storedFields, type StoredFields } from './movies/stored-fields.ts'
export { writeArtwork, type ArtworkToWrite } from './movies/write-artwork.ts'
export type { CollectionToWrite } from './movies/write-collections.ts'
export type { CreditToWrite } from './movies/write-credits.ts'
export { writeMovies, type MovieToWrite } from './movies/write-movies.ts'
export { rowsParameter, storableJson } from './rows-parameter.ts'
