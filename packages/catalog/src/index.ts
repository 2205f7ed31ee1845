export { catalogCleanupTargets } from './cleanup-targets.ts'
export type { CatalogDatabase } from './catalog-database.ts'
export { catalogMigrations } from './catalog-migrations.ts'
export { filesAt, type FileAddress, type FileAt } from './files/files-at.ts'
export type { FileMatch, FileRole, FileState, MatchCandidate } from './files/files-table.ts'
export { ignoreFiles, matchByHand, undoByHand, type ChangedByHand } from './files/match-by-hand.ts'
export { keepMissing, listMissing, removeMissing, type MissingFile } from './files/missing-files.ts'
export { assignFiles, markMissing, moveFiles } from './files/move-files.ts'
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
export {
  chosenFileRows,
  listUnmatched,
  nameOfCandidate,
  type ChosenFile,
  type FileChoice,
  type UnmatchedFolder,
} from './files/unmatched-files.ts'
export { writeFiles, type FileToWrite } from './files/write-files.ts'
export { itemsOf, lostFile, type LostFile } from './files/lost-files.ts'
export { inTransaction } from './in-transaction.ts'
export type { LibraryType, RootStatus } from './libraries/libraries-tables.ts'
export { listLibraries, type Library, type LibraryCounts, type LibraryRoot, type LibrarySettings } from './libraries/list-libraries.ts'
export { removeLibrary } from './libraries/remove-library.ts'
export { creditToWrite, folded } from './items/credit-to-write.ts'
export { documentSources, episodeSource, movieSource, personSource, seasonSource, seriesSource } from './items/document-sources.ts'
export type { ItemChange } from './items/item-change.ts'
export { changeOfType } from './items/change-of-type.ts'
export { createItemBook, hasOtherIds, type ItemBook } from './items/item-book.ts'
export type { CreditKind, ItemType, KnownFrom, Rating } from './items/items-tables.ts'
export { enrichItems, type ItemEnrichment } from './items/enrich-items.ts'
export { findKnownItems, type ExternalId, type ItemClues, type KnownItem, type MatchedType } from './items/known-items.ts'
export { librarySettingsOf, type ItemLibrarySettings } from './items/library-settings-of.ts'
export { lockItems, lockKnownItems } from './items/lock-items.ts'
export { removeItemsWithoutFiles, type RemovedItem } from './items/remove-items.ts'
export { storedTitles } from './items/stored-titles.ts'
export { removeWithoutFiles } from './items/remove-without-files.ts'
export { writeArtwork, type ArtworkToWrite, type RemoteArtworkToWrite, type RemotePicture } from './items/write-artwork.ts'
export type { CreditToWrite } from './items/write-credits.ts'
export type { DetailsToWrite } from './items/write-details.ts'
export { writeExternalIds, writeTitles, type TitleToWrite } from './items/write-titles.ts'
export { writeGenres } from './items/write-genres.ts'
export {
  knownManagedItems,
  managedItemAt,
  type KnownManagedFile,
  type KnownManagedItem,
  type ManagedSource,
} from './managed/known-managed-items.ts'
export type { ManagedSeason, Manager } from './managed/managed-tables.ts'
export { managersOfItem, type ItemManager } from './managed/managers-of-item.ts'
export { forgetManagedItems, writeManagedItems, type ManagedItemToWrite } from './managed/write-managed-items.ts'
export { findMovie, type Movie, type MovieFile } from './movies/find-movie.ts'
export { countMovies, listMovies, movieIdsAfter, type MoviePage, type MovieSummary } from './movies/list-movies.ts'
export { movieDocuments, type MovieDocument } from './movies/movie-documents.ts'
export { storedFields, type StoredFields } from './movies/stored-fields.ts'
export { writeCollections, type CollectionToWrite } from './movies/write-collections.ts'
export { writeMovies, type MovieToWrite } from './movies/write-movies.ts'
export { creditedIn } from './people/credited-in.ts'
export { holdingPeople } from './people/holding-people.ts'
export { identifyPeople, type ToldPeople } from './people/identify-people.ts'
export type { CreditedName } from './people/write-people.ts'
export type { UnindexPeople } from './people/orphaned-people.ts'
export { countPeople, personDocuments, personIdsAfter, personIdsOf } from './people/person-documents.ts'
export { mergeEpisodes, removeEpisodesWithoutFiles, writeEpisodeFiles } from './series/episode-files.ts'
export { findSeries, type ItemArtwork, type Season, type Series } from './series/find-series.ts'
export { listEpisodes, type Episode, type EpisodeFile, type EpisodesPage } from './series/list-episodes.ts'
export { listSeries, type SeriesPage, type SeriesSummary } from './series/list-series.ts'
export { countSeries, partIdsOf, seriesIdsAfter, type SeriesPart } from './series/page-series.ts'
export { episodeDocuments, seasonDocuments, seriesDocuments, type SeriesDocument } from './series/series-documents.ts'
export {
  findEpisodes,
  storedEpisodes,
  storedSeasons,
  storedSeries,
  type EpisodeClue,
  type EpisodeNumbers,
  type StoredEpisode,
  type StoredSeason,
  type StoredSeries,
} from './series/stored-series.ts'
export { enrichEpisodes, type EpisodeEnrichment } from './series/enrich-episodes.ts'
export { writeEpisodes, type EpisodeToWrite } from './series/write-episodes.ts'
export { writeSeasons, type SeasonToWrite } from './series/write-seasons.ts'
export { writeSeries, type SeriesToWrite } from './series/write-series.ts'
export { takeUncredited } from './people/take-uncredited.ts'
export { findPerson, writePerson, type KnownPerson, type PersonToWrite } from './people/write-person.ts'
export { rowsParameter, storableJson } from './rows-parameter.ts'
