import type { SearchCollection } from '../search-document.ts'
import type { SearchHit } from '../search-query.ts'
import type { FoundDocument } from './run-search.ts'
import { tierOf, type TypedQuery } from './typed-query.ts'

/** A hit, and what puts it before or behind those of other collections. */
export interface FoundHit {
  hit: SearchHit
  points: number
  textMatch: bigint
  document: FoundDocument
}

/** The largest text match that Typesense gives lies somewhat below this. */
const largestTextMatch = 2 ** 60

/** Reads a hit of one collection. */
export const foundHit = (
  collection: SearchCollection,
  { document, text_match: rounded, text_match_info: info }: HitAnswer,
  typed: TypedQuery | undefined,
): FoundHit => {
  // A number of 64 bits loses its end in JSON; the text beside it does not.
  const textMatch = /^\d+$/.test(info?.score ?? '') ? BigInt(info?.score ?? 0) : BigInt(Math.trunc(rounded))
  const tier = typed === undefined ? undefined : tierOf(typed, document)
  const share = Math.min(1, Number(textMatch) / largestTextMatch)
  const { id, title, year, parent_id: parentId } = document
  return {
    hit: {
      collection,
      id,
      title,
      score: tier === undefined ? 0 : tier.from + (tier.to - tier.from) * share,
      ...(year === undefined ? {} : { year }),
      ...(parentId === undefined ? {} : { parentId }),
    },
    points: tier?.points ?? 0,
    textMatch,
    document,
  }
}

interface HitAnswer {
  document: FoundDocument
  text_match: number
  text_match_info?: { score?: string | undefined } | undefined
}
