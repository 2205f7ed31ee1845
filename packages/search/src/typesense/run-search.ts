import { z } from 'zod'
import { searchCollections, type SearchCollection } from '../search-document.ts'
import type { SearchQuery, SearchResult } from '../search-query.ts'
import { ensureLive, type TypesensePlace } from './collections.ts'
import { addUpFacets } from './facets.ts'
import { foundHit, type FoundHit } from './found-hit.ts'
import { mergeHits } from './merge-hits.ts'
import { multiSearch } from './multi-search.ts'
import { searchParameters, type Strictness, type Window } from './search-parameters.ts'
import type { TypedQuery } from './typed-query.ts'

const mostHits = 250
/** What a server takes in one request, unless it is configured to take more. */
const mostSearches = 50

const document = z.object({
  id: z.string(),
  title: z.string().default(''),
  parent_id: z.string().optional(),
  year: z.number().optional(),
  key: z.string().default(''),
  other_keys: z.array(z.string()).default([]),
  sort_key: z.string().default(''),
  year_up: z.number().default(0),
  year_down: z.number().default(0),
  added_at: z.number().default(0),
  rank: z.number().default(0),
})

/** What is read of a document that a search found. */
export type FoundDocument = z.output<typeof document>

const answered = z.object({
  found: z.number(),
  hits: z
    .array(
      z.object({
        document,
        text_match: z.number().default(0),
        text_match_info: z.object({ score: z.string().optional() }).optional(),
      }),
    )
    .default([]),
  facet_counts: z
    .array(z.object({ field_name: z.string(), counts: z.array(z.object({ value: z.string(), count: z.number() })) }))
    .default([]),
})

type WindowResult = z.output<typeof answered>

export interface Ran {
  result: SearchResult
  total: number
  hits: readonly FoundHit[]
}

/**
 * Runs a search: of one collection its page, of several the beginnings of each, which are merged. All of it is one request,
 * up to some thousands of hits into a combined search.
 */
export const runSearch = async (
  place: TypesensePlace,
  { query, typed, strictness }: { query: SearchQuery; typed: TypedQuery | undefined; strictness: Strictness },
): Promise<Ran> => {
  const { limit = 20, offset = 0, facets = [] } = query
  const collections = searchCollections.filter((collection) => query.collections.includes(collection))
  const windows = collections.flatMap((collection) =>
    windowsOf(collection, { alone: collections.length === 1, offset, limit }, facets.length > 0),
  )
  const found = await searchWindows(place, windows, (window) => searchParameters(place.names, window, { query, typed, strictness }))
  const lists = collections.map((collection) =>
    found
      .filter(({ window }) => window.collection === collection)
      .flatMap(({ result }) => result.hits.map((hit) => foundHit(collection, hit, typed))),
  )
  const merged = mergeHits(
    lists,
    typed === undefined && query.sort !== 'year' && query.sort !== 'added' ? 'title' : (query.sort ?? 'relevance'),
  )
  const page = collections.length === 1 ? merged : merged.slice(offset, offset + limit)
  const firsts = found.filter(({ window }, index) => found[index - 1]?.window.collection !== window.collection)
  const total = firsts.reduce((sum, { result }) => sum + result.found, 0)
  return {
    total,
    hits: merged,
    result: {
      hits: page.map(({ hit }) => hit),
      total,
      facets: addUpFacets(
        facets,
        firsts.flatMap(({ result }) => result.facet_counts),
      ),
    },
  }
}

const windowsOf = (
  collection: SearchCollection,
  { alone, offset, limit }: { alone: boolean; offset: number; limit: number },
  counts: boolean,
): Window[] => {
  if (alone) return [{ collection, offset, limit, counts }]
  return Array.from({ length: Math.ceil((offset + limit) / mostHits) }, (_, index) => ({
    collection,
    offset: index * mostHits,
    limit: Math.min(mostHits, offset + limit - index * mostHits),
    counts: counts && index === 0,
  }))
}

const searchWindows = async (
  place: TypesensePlace,
  windows: readonly Window[],
  parametersOf: (window: Window) => object,
): Promise<{ window: Window; result: WindowResult }[]> => {
  const found: { window: Window; result: WindowResult }[] = []
  for (let start = 0; start < windows.length; start += mostSearches) {
    const some = windows.slice(start, start + mostSearches)
    const answers = await search(place, some, parametersOf)
    found.push(...some.map((window, index) => ({ window, result: answers[index] ?? { found: 0, hits: [], facet_counts: [] } })))
  }
  return found
}

/** A collection that is not there yet, or is no more, is made, and the search tried once again. */
const search = async (
  place: TypesensePlace,
  windows: readonly Window[],
  parametersOf: (window: Window) => object,
): Promise<WindowResult[]> => {
  const wanted = { searches: windows.map(parametersOf), schema: answered }
  const results = await multiSearch(place, 'search', wanted)
  if (results !== undefined) return results
  for (const collection of new Set(windows.map((window) => window.collection))) await ensureLive(place, collection)
  return (await multiSearch(place, 'search', wanted)) ?? []
}
