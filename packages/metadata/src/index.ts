export type {
  ArtworkType,
  Credit,
  MovieField,
  MovieFields,
  MovieSet,
  OtherTitle,
  Person,
  Rating,
  RemoteArtwork,
  Trailer,
  Translation,
  UniqueIds,
} from './movie-fields.ts'
export type { PersonFields } from './person-fields.ts'
export type { EpisodeFields, SeasonFields, SeriesField, SeriesFields, SeriesStatus } from './series-fields.ts'
export * from './local-sources.ts'
export type {
  AudioTrack,
  MediaFacts,
  MediaProbe,
  MediaTags,
  ReadableMedia,
  SubtitleTrack,
  UnreadableMedia,
  UnreadableReason,
  VideoTrack,
} from './container/media-facts.ts'
export { createMediaProbe, type DescribedProbe, type MediaProbeOptions } from './container/create-media-probe.ts'
export type { FfprobeStatus } from './container/ffprobe/create-ffprobe.ts'
export { createContainerProbe, readContainer } from './container/read-container.ts'
export type { MediaContainer } from './container/sniff-container.ts'
export { imageJobs } from './images/bundle.ts'
export { orphanedImages } from './images/clean-up-images.ts'
export { createImageLibrary, type ImageLibrary, type ImageLibraryPorts, type ServedImage } from './images/create-image-library.ts'
export { createResizer, type Resizer, type ResizeWork } from './images/create-resizer.ts'
export type { ImagePorts } from './images/download-image.ts'
export { imageSizes, type ImageSize } from './images/image-sizes.ts'
export { createImageStore, type ImageStore, type StoredFile } from './images/image-store.ts'
export type { ImagesDatabase } from './images/images-database.ts'
export { requestImages } from './images/request-images.ts'
export { refreshDue } from './args.ts'
export { metadataJobs } from './bundle.ts'
export type { EnrichableContent, MatchFile, MetadataPorts } from './ports.ts'
export { enrichContentWorker, type EnrichContentResult } from './workers/enrich-content.ts'
export { refreshDueWorker, type RefreshDueResult } from './workers/refresh-due.ts'
export { refreshPersonWorker, type RefreshPersonResult } from './workers/refresh-person.ts'
export type { FieldSource, Merged } from './merge/merge-fields.ts'
export { mergeMovie } from './merge/merge-movie.ts'
export type { MergedMovie, MovieSource } from './merge/merge-movie.ts'
export { containerSource, nameSource, nfoSource } from './merge/movie-sources.ts'
export { mergeEpisode, mergeSeason, mergeSeries } from './merge/merge-series.ts'
export type { EpisodeSource, MergedSeries, SeasonSource, SeriesSource } from './merge/merge-series.ts'
export { askLater, decisionFor } from './providers/ask-later.ts'
export type {
  ChangesOptions,
  Fetched,
  FetchOptions,
  FoundTitle,
  MetadataProvider,
  ProvidedSeries,
  RequestOptions,
  SeriesOptions,
  TitleQuery,
} from './providers/metadata-provider.ts'
export { isProviderError, ProviderError } from './providers/provider-error.ts'
export type { ProviderProblem } from './providers/provider-error.ts'
export { createProviderTurns } from './providers/provider-turns.ts'
export type { ProviderRate, ProviderTurns } from './providers/provider-turns.ts'
export { createTvmazeProvider } from './providers/tvmaze/tvmaze-provider.ts'
export type { TvmazeOptions } from './providers/tvmaze/tvmaze-provider.ts'
export { createTmdbProvider } from './providers/tmdb/tmdb-provider.ts'
export type { TmdbOptions } from './providers/tmdb/tmdb-provider.ts'
export { metadataMigrations } from './metadata-migrations.ts'
export { provenanceAfter, rankSources, storedSources, withoutWorse } from './merge/rank-sources.ts'
export type { NfoSight, StoredSources, StoredThing } from './merge/rank-sources.ts'
export { askAboutMovie, askAboutSeries } from './online/ask-about.ts'
export type { AskAbout, Told } from './online/ask-about.ts'
export { noteAskedFile } from './online/asked-files.ts'
export { askWhichTitle, type AskedTitle } from './online/ask-which-title.ts'
export { findTitle } from './online/find-title.ts'
export type { RankedTitle, TitleClues, TitleFound } from './online/find-title.ts'
export { askInOrder, type AskedInOrder } from './online/ask-in-order.ts'
export { askingFor, askingForLibrary, offline } from './online/online-metadata.ts'
export type { Asking, OnlineMetadata } from './online/online-metadata.ts'
export { forgetVersions, readProviderItems, toldBefore, writeProviderItems } from './online/provider-items.ts'
export type { ProviderItem } from './online/provider-items.ts'
