import type { TypedText } from '../text/typed-text.ts'
import { withoutDiacritics } from '../text/without-diacritics.ts'

/** How well a hit's titles fit the text, the best first, and between which scores such hits lie. */
export const titleTiers = [
  { points: 100, from: 1, to: 1 },
  { points: 97, from: 0.97, to: 0.97 },
  { points: 85, from: 0.85, to: 0.95 },
  { points: 80, from: 0.8, to: 0.85 },
] as const

/** Where hits lie that no title tier takes. */
export const wordsTier = { points: 0, from: 0.01, to: 0.79 } as const

/** A text as Typesense is asked for it. */
export interface TypedQuery {
  words: string
  /** The whole text as one word, and the same without a year at its end. */
  key: string
  year?: { key: string; word: string }
}

/** Reads a text in the words that documents are indexed by. */
export const typedQuery = ({ terms, key, year }: TypedText): TypedQuery => ({
  words: withoutDiacritics(terms.flatMap(({ parts }) => parts).join(' ')),
  key: withoutDiacritics(key),
  ...(year === undefined || year.keyWithout === '' ? {} : { year: { key: withoutDiacritics(year.keyWithout), word: year.word } }),
})

/** What is looked at of a hit to tell its tier. */
export interface HitTitles {
  key: string
  other_keys: readonly string[]
  year?: number | undefined
}

/** The sort clause that lists whole titles first, then what begins as typed. */
export const tierClause = (query: TypedQuery): string => {
  const clauses = [whole(query, 'key', ''), whole(query, 'other_keys', ''), whole(query, 'key', '*'), whole(query, 'other_keys', '*')]
  return `_eval([${clauses.map((clause, index) => `(${clause}):${titleTiers[index]?.points ?? 0}`).join(',')}])`
}

/** The tier of a hit, as `tierClause` has it. */
export const tierOf = (query: TypedQuery, hit: HitTitles): (typeof titleTiers)[number] | typeof wordsTier => {
  const fits = (keys: readonly string[], test: (key: string, typed: string) => boolean): boolean =>
    keys.some((key) => test(key, query.key) || (query.year?.word === String(hit.year) && test(key, query.year.key)))
  const same = (key: string, typed: string): boolean => key === typed
  const begins = (key: string, typed: string): boolean => key.startsWith(typed)
  const [exact, exactOther, begun, begunOther] = titleTiers
  if (fits([hit.key], same)) return exact
  if (fits(hit.other_keys, same)) return exactOther
  if (fits([hit.key], begins)) return begun
  return fits(hit.other_keys, begins) ? begunOther : wordsTier
}

/** Keys are letters and digits, which need no quoting in a filter. */
const whole = ({ key, year }: TypedQuery, field: string, star: '' | '*'): string =>
  year === undefined ? `${field}:=${key}${star}` : `${field}:=${key}${star} || (${field}:=${year.key}${star} && year:=${year.word})`
