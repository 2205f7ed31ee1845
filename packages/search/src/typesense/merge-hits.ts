import { searchCollections } from '../search-document.ts'
import type { SearchSort } from '../search-query.ts'
import type { FoundHit } from './found-hit.ts'

/**
 * Merges the hits of several collections, each in its own order, by what they were sorted by. Never changes the order
 * within a collection: that is the server's.
 */
export const mergeHits = (lists: readonly (readonly FoundHit[])[], sort: SearchSort): FoundHit[] => {
  const before = orders[sort]
  const rest = lists.filter((list) => list.length > 0).map((list) => ({ list, next: 0 }))
  const merged: FoundHit[] = []
  for (;;) {
    let best: { hit: FoundHit; from: { next: number } } | undefined
    for (const from of rest) {
      const hit = from.list[from.next]
      if (hit !== undefined && (best === undefined || before(hit, best.hit) < 0)) best = { hit, from }
    }
    if (best === undefined) return merged
    best.from.next++
    merged.push(best.hit)
  }
}

type Order = (a: FoundHit, b: FoundHit) => number

const byPlace: Order = (a, b) => searchCollections.indexOf(a.hit.collection) - searchCollections.indexOf(b.hit.collection)
const bySortKey: Order = (a, b) => (a.document.sort_key < b.document.sort_key ? -1 : a.document.sort_key > b.document.sort_key ? 1 : 0)

const orders: Record<SearchSort, Order> = {
  relevance: (a, b) => b.points - a.points || Number(b.textMatch - a.textMatch) || b.document.rank - a.document.rank || byPlace(a, b),
  title: (a, b) => bySortKey(a, b) || a.document.year_up - b.document.year_up || byPlace(a, b),
  year: (a, b) => b.document.year_down - a.document.year_down || bySortKey(a, b) || byPlace(a, b),
  added: (a, b) => b.document.added_at - a.document.added_at || byPlace(a, b),
}
