/** The numbers that the big metadata providers know a film or series by. TMDb and TVDB ids are decimal, IMDb's keep their `tt`. */
export interface ProviderIds {
  readonly tmdb?: string
  readonly imdb?: string
  readonly tvdb?: string
}

/** What a file that is not the film itself shows. */
export type ExtraType =
  | 'trailer'
  | 'featurette'
  | 'behindTheScenes'
  | 'deletedScene'
  | 'interview'
  | 'scene'
  | 'short'
  | 'clip'
  | 'sample'
  | 'themeVideo'
  | 'other'

/** Where the picture came from. Every kind of broadcast is `tv`; a remux says so beside its source. */
export type Source =
  | 'bluray'
  | 'webdl'
  | 'webrip'
  | 'tv'
  | 'dvd'
  | 'hddvd'
  | 'vhs'
  | 'screener'
  | 'telecine'
  | 'telesync'
  | 'cam'
  | 'workprint'
  | 'digital master'

/** Why a field has its value: the words of the name (or of a folder) it was read from, and where they stand. */
export interface Reason {
  readonly field: string
  readonly text: string
  /** Offsets into the text that was read, in UTF-16 units; the text is the name, or for a folder that folder's name. */
  readonly start: number
  readonly end: number
  /** The part of a path the words stand in; absent for a bare name. */
  readonly folder?: string
}

/**
 * Everything a name says. Lists are always there, empty when the name says nothing; a scalar that the name does not say is
 * absent (and so absent from its JSON), never null.
 */
export interface ParsedName {
  /** The title as people write it, without year, numbers and tags; empty when the name holds only numbers. */
  readonly title: string
  /** Other readings of the title, the likelier first: each side of an AKA, the title in the other script, without its subtitle. */
  readonly titleAlts: readonly string[]
  readonly year?: number
  /** The first of `seasons`. 0 holds the specials. Series that count by years have the year as their season. */
  readonly season?: number
  readonly seasons: readonly number[]
  /** Every episode of a range or list; half episodes as decimals (10.5). */
  readonly episodes: readonly number[]
  /** Numbers that run through all seasons. */
  readonly absolute: readonly number[]
  /** `YYYY-MM-DD`. */
  readonly airDate?: string
  /** 1 for `cd1`, `part 1`, `disc a`. */
  readonly part?: number
  /** All editions named, joined by a space: `Extended Directors Cut`. */
  readonly edition?: string
  /** `2160p`, `1080p`, `720i`…; other sizes by their height. */
  readonly resolution?: string
  readonly source?: Source
  readonly remux?: true
  readonly videoCodec?: string
  readonly bitDepth?: number
  readonly dynamicRange?: string
  readonly audioCodec?: string
  readonly audioChannels?: string
  /** Language codes (BCP 47) in the order they stand; `multi` where the name only says that there are several, `nordic` for those. */
  readonly languages: readonly string[]
  readonly network?: string
  readonly releaseGroup?: string
  /** 2 for `v2`, PROPER and REPACK. */
  readonly version?: number
  readonly proper?: true
  readonly repack?: true
  readonly is3D?: true
  /** `hsbs`, `sbs`, `htab`, `tab`, `mvc`; absent where the name only says 3D. */
  readonly format3D?: string
  readonly ids: ProviderIds
  readonly extraType?: ExtraType
  readonly sample?: true
  /** A whole season or several in one name. */
  readonly seasonPack?: true
  readonly episodeTitle?: string
  /** Eight hex digits, upper case. */
  readonly crc32?: string
  /** 0 to 1: how sure the reading is. Below 0.5 it is a guess. */
  readonly confidence: number
  readonly reasons: readonly Reason[]
}

/** What a film's name says. It never has a season or episodes. */
export type MovieName = ParsedName

/** What an episode's or season's name says. */
export type EpisodeName = ParsedName

/** What the library that holds a path is made of; `auto` reads both ways and keeps the better reading. */
export type LibraryType = 'movie' | 'tvshow' | 'auto'

/** What a path says: the name, completed and corrected by the folders above it. */
export interface ParsedPath extends ParsedName {
  /** How the name was read: as it was asked, or what `auto` found. */
  readonly libraryType: 'movie' | 'tvshow'
}
