import type { ExternalId } from '@backlot/catalog'
import type { ListedFile } from '@backlot/library'
import type { ProviderIds } from '@backlot/media-names'
import type { LocalArtwork, NfoMovie } from '@backlot/metadata'

/** A video file of a film, with what it is there. */
export interface FilmFile {
  file: ListedFile
  part: number | undefined
  edition: string | undefined
  /** What tells this version from the others. */
  version: string | undefined
  /** What its path says, as it is stored. */
  facts: Record<string, unknown>
}

/** An extra, with what it shows. */
export interface ExtraFile {
  file: ListedFile
  extraType: string
}

/**
 * A film as it was found on disk: its files and what names and NFO say. Nothing of the catalog but what the files know. Plain
 * data, that a thread can send.
 */
export interface FoundFilm {
  rootId: string
  itemFolder: string
  /** The folder with the film's first file. */
  folder: string
  title: string
  titleAlts: readonly string[]
  year: number | undefined
  ids: ProviderIds
  /** A provider that was asked knows it by this id. */
  online?: { id: ExternalId; confidence: number; why: string }
  /** The title is also that of a folder made for the film. */
  folderAgrees: boolean
  /** Best version first, parts in order. Empty for extras without a film. */
  files: FilmFile[]
  extras: ExtraFile[]
  nfo: NfoMovie | undefined
  artwork: LocalArtwork[]
}
