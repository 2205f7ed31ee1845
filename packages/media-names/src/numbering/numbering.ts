/** One reading of the numbers in a name, to be weighed against the others. */
export interface Numbering {
  /** What kind of evidence it is; readings of different kinds can complete each other. */
  readonly kind: 'season and episode' | 'season' | 'episode' | 'absolute' | 'code' | 'date' | 'part'
  readonly start: number
  readonly end: number
  /** How sure it is, 0 to 100: the higher one is kept where two speak of the same thing. */
  readonly weight: number
  readonly seasons: readonly number[]
  readonly episodes: readonly number[]
  readonly absolute: readonly number[]
  readonly airDate?: string
  /** The season word promises all episodes (S01 - S07, Season 3 Complete). */
  readonly pack?: true
  readonly version?: number
  /** A date that stands in brackets. */
  readonly enclosed?: true
}

const LONGEST_RANGE = 2_000

/** All whole numbers from the first to the last; only the two ends when that would be more than any season has. */
export function span(first: number, last: number): number[] {
  if (last <= first) return [first]
  if (last - first > LONGEST_RANGE) return [first, last]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** A reading with nothing in it but what is given. */
export function numbering(from: Pick<Numbering, 'kind' | 'start' | 'end' | 'weight'> & Partial<Numbering>): Numbering {
  return { seasons: [], episodes: [], absolute: [], ...from }
}
