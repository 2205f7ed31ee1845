import type { ProviderIds } from './parsed-name.ts'

/** A provider's id found in a name, and where. */
export interface FoundId {
  readonly provider: keyof ProviderIds
  readonly id: string
  readonly start: number
  readonly end: number
}

const LABELLED = /([[{(])(tmdb|imdb|tvdb|themoviedb|thetvdb)(?:id)?\s?[-=:_ ]\s?(tt\d{5,10}|\d{1,9})([\]})])/gi
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' }
const BARE_IMDB = /(?<![\p{L}\d])tt\d{7,10}(?![\p{L}\d])/giu

/**
 * Finds ids as people write them in names: `{tmdb-603}`, `[tvdbid-81189]`, `[imdbid=tt0133093]` and a bare `tt0133093`. The first of a
 * provider counts, one with a label before a bare one.
 */
export function readProviderIds(text: string): readonly FoundId[] {
  const found: FoundId[] = []
  for (const match of text.matchAll(LABELLED)) {
    const label = (match[2] ?? '').toLowerCase()
    const id = (match[3] ?? '').toLowerCase()
    if (CLOSING[match[1] ?? ''] !== match[4]) continue
    const provider = label.endsWith('tvdb') ? 'tvdb' : label === 'imdb' ? 'imdb' : 'tmdb'
    // An id of one provider is never taken for another's: only IMDb's begin with tt.
    if (id.startsWith('tt') !== (provider === 'imdb')) continue
    found.push({ provider, id, start: match.index, end: match.index + match[0].length })
  }
  for (const match of text.matchAll(BARE_IMDB)) {
    if (found.some((id) => id.start <= match.index && match.index < id.end)) continue
    const before = /[[({]\s*$/.exec(text.slice(Math.max(0, match.index - 3), match.index))?.[0].length ?? 0
    const after = /^\s*[\])}]/.exec(text.slice(match.index + match[0].length))?.[0].length ?? 0
    const enclosed = before > 0 && after > 0
    found.push({
      provider: 'imdb',
      id: match[0].toLowerCase(),
      start: match.index - (enclosed ? before : 0),
      end: match.index + match[0].length + (enclosed ? after : 0),
    })
  }
  return found
}
