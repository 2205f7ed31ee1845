/** The fields a word of the vocabulary can speak for. */
export type TagField =
  | 'resolution'
  | 'source'
  | 'remux'
  | 'videoCodec'
  | 'bitDepth'
  | 'dynamicRange'
  | 'audioCodec'
  | 'audioChannels'
  | 'language'
  | 'edition'
  | 'proper'
  | 'repack'
  | 'network'
  | 'format3D'
  | 'complete'
  | 'sample'
  | 'version'
  | 'crc32'
  | 'release'

/**
 * How far a word may be trusted to be a tag. `sure` words are never title words (x264). `likely` ones are tags where a sure one,
 * or the end of the name, follows (Extended, German). `faint` ones are tags only among tags (IT, Real, MA).
 */
export type Trust = 'sure' | 'likely' | 'faint'

/** What a word or phrase of the vocabulary means. */
export interface Meaning {
  readonly field: TagField
  readonly value: string
  readonly trust: Trust
  /** A second thing the same word says, as in `BDRemux` or `VFF`. */
  readonly also?: Meaning
}

/** A row of the vocabulary: its meaning and the phrases that carry it, parted by bars. A phrase is written with spaces, and stands joined too. */
export type Row = readonly [field: TagField, value: string, trust: Trust, phrases: string, also?: Meaning]
