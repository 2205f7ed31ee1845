import type { EpisodeNumbers, ExternalId } from '@backlot/catalog'
import type { ListedFile } from '@backlot/library'
import type { ProviderIds } from '@backlot/media-names'
import type { LocalArtwork, NfoEpisode, NfoSeason, NfoSeries } from '@backlot/metadata'

/** An episode in a file, with what name and NFO say of it. */
export interface FoundEpisode {
  numbers: EpisodeNumbers
  /** What the name says, where the file holds only this one. */
  title: string | undefined
  nfo: NfoEpisode | undefined
}

/** A video file of a series, with what it is there. */
export interface EpisodeFile {
  file: ListedFile
  part: number | undefined
  edition: string | undefined
  /** What tells this version from the others. */
  version: string | undefined
  /** What its path says, as it is stored. */
  facts: Record<string, unknown>
  /** Empty when neither name nor NFO say which. */
  episodes: FoundEpisode[]
  /** Name of a picture beside it. */
  still: string | undefined
}

/** An extra, with what it shows. */
export interface ExtraFile {
  file: ListedFile
  extraType: string
}

/** A season with what lies on disk of it. */
export interface FoundSeason {
  number: number
  nfo: NfoSeason | undefined
  /** Pictures by folder, relative to the root. */
  artwork: { folder: string; pictures: LocalArtwork[] } | undefined
}

/**
 * A series as it was found on disk: files and what names and NFOs say. Nothing of the catalog but what the files know. Plain
 * data, that a thread can send.
 */
export interface FoundSeries {
  rootId: string
  itemFolder: string
  title: string
  titleAlts: readonly string[]
  year: number | undefined
  ids: ProviderIds
  /** The title is that of a folder made for the series, so that it needs no year to be believed. */
  folderAgrees: boolean
  /** What the other files of the folder are known as, where they are of the same name. */
  beside: string | undefined
  /** Which one a provider says it is, where nothing here says so. */
  online?: { id: ExternalId; confidence: number; why: string }
  nfo: NfoSeries | undefined
  /** Undefined: not looked for. */
  artwork: LocalArtwork[] | undefined
  seasons: FoundSeason[]
  files: EpisodeFile[]
  extras: ExtraFile[]
}
