import { refuseNonsense } from '../refuse-nonsense.ts'
import type { SearchQuery, SearchResult } from '../search-query.ts'
import { readTypedText } from '../text/typed-text.ts'
import type { TypesensePlace } from './collections.ts'
import { addUpFacets } from './facets.ts'
import { runSearch, type Ran } from './run-search.ts'
import { typedQuery, type TypedQuery } from './typed-query.ts'

/** With fewer hits than this the text may be misspelt, as in the Postgres driver. */
const fewHits = 10
/** A whole title, whichever of a document's titles it is. */
const wholeTitle = 97

/** Searches as typed; when that finds little and no whole title, with similar words and without some of the words. */
export const searchDocuments = async (place: TypesensePlace, query: SearchQuery): Promise<SearchResult> => {
  refuseNonsense(query)
  if (query.text.trim() === '') return (await runSearch(place, { query, typed: undefined, strictness: 'asTyped' })).result
  const text = readTypedText(query.text)
  if (text.terms.length === 0) return { hits: [], total: 0, facets: addUpFacets(query.facets ?? [], []) }

  const typed = typedQuery(text)
  const first = await runSearch(place, { query, typed, strictness: 'asTyped' })
  if (first.total >= fewHits || (await hasWholeTitle(place, { query, typed, first }))) return first.result
  const second = await runSearch(place, { query, typed, strictness: 'withTypos' })
  return second.total > 0 ? second.result : first.result
}

/** Whether a whole title is among the few hits, also when they are on another page or sorted by something else. */
const hasWholeTitle = async (
  place: TypesensePlace,
  { query, typed, first }: { query: SearchQuery; typed: TypedQuery; first: Ran },
): Promise<boolean> => {
  const seesAll = first.hits.length >= first.total
  const hits = seesAll ? first.hits : (await runSearch(place, { query: firstOf(query), typed, strictness: 'asTyped' })).hits
  return hits.some(({ points }) => points >= wholeTitle)
}

const firstOf = ({ text, collections, filters = {} }: SearchQuery): SearchQuery => ({ text, collections, filters, limit: 1 })
