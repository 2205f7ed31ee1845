import { refuseNonsense } from '../refuse-nonsense.ts'
import type { SearchTransaction } from '../search-index.ts'
import type { SearchQuery, SearchResult } from '../search-query.ts'
import { groupFacets } from './facets.ts'
import { findCorrections, isCorrectable } from './find-corrections.ts'
import { exactTitleScore, matchAsTyped } from './match-as-typed.ts'
import { matchSomeWords } from './match-some-words.ts'
import { matchWithTypos } from './match-with-typos.ts'
import { runMatch } from './run-match.ts'
import { readTypedText } from '../text/typed-text.ts'

/** With fewer hits than this the text may be misspelt: similar words are searched too. */
const fewHits = 10

/** Searches as typed; when that finds little, with similar words too; when that finds nothing, with some of the words. */
export const searchDocuments = async (db: SearchTransaction, query: SearchQuery): Promise<SearchResult> => {
  refuseNonsense(query)
  if (query.text.trim() === '') return (await runMatch(db, query)).result
  const typed = readTypedText(query.text)
  if (typed.terms.length === 0) return { hits: [], total: 0, facets: groupFacets(query.facets ?? [], []) }

  const asTyped = matchAsTyped(typed)
  const first = await runMatch(db, query, asTyped)
  if (first.total >= fewHits || first.bestScore >= exactTitleScore) return first.result

  const corrections = await findCorrections(db, typed, first.total > 0)
  const second = corrections.some(isCorrectable) ? await runMatch(db, query, matchWithTypos(asTyped, corrections)) : first
  if (second.total > 0) return second.result
  const someWords = matchSomeWords(asTyped, corrections)
  return someWords.found.length === 0 ? second.result : (await runMatch(db, query, someWords)).result
}
