/** What a search finds and in which order, as literals for backlot.search_query. */
export interface Match {
  /**
   * Finds the documents: any of these groups, each by all of its queries. Written as one query, the index would weigh every
   * word for every document that has one of them; apart, it leaps from one rare word to the next.
   */
  found: readonly (readonly string[])[]
  /** Stop looking after so many: for a guess that could find nearly everything. */
  most?: number
  /** What makes a hit good, the best first: a hit has the points of the first tier that finds it. */
  tiers: readonly Tier[]
  /** The points of what no tier finds. */
  rest: Points
  typed: {
    /** Compared with titles letter by letter. */
    text: string
    /** Length of the text without spaces, to tell how much of a title it covers. */
    keyLength: number
  }
}

/** Hundredths of a score. */
export interface Points {
  base: number
  /** Up to so many more, in proportion to how much of the title the text covers. */
  coverage?: number
  /** Up to so many more, in proportion to how many of these queries the document answers. */
  words?: { queries: readonly string[]; points: number }
  /** Up to so many more, in proportion to how many trigrams title and text have in common. */
  similarity?: number
}

export interface Tier extends Points {
  query: string
}
