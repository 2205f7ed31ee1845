// Words reach the database inside the literals of tsvector and tsquery, and unaccent runs over the whole literal there.
// It puts quotes in the place of some letters (ʺ), so a quote must mean nothing on the way: words stand between \u007f, and
// the function backlot.search_plain makes dots of quotes and backslashes before it makes quotes of those.
const quote = '\u007f'

/** Fields of a document by weight: its title, its other titles, its people, its year. */
export type Weight = 'A' | 'B' | 'C' | 'D'

/**
 * The literal of a document's tsvector. Each word stands there once, with the best of its weights. Where nothing is left for
 * backlot.search_plain to do, as with most titles, it is a literal as it stands, without \u007f.
 */
export const vectorLiteral = (weights: ReadonlyMap<string, Weight>): string => {
  const literal = literalWith("'", weights)
  return asItStands.test(literal) ? literal : literalWith(quote, weights)
}

const literalWith = (mark: string, weights: ReadonlyMap<string, Weight>): string => {
  let literal = ''
  for (const [word, weight] of weights) literal += `${mark}${word}${mark}:1${weight} `
  return literal
}

/** Words that may hold neither quotes nor what unaccent knows. */
const asItStands = /^(?:'[a-z\d=~]+':1[A-D] )*$/

export interface WordMatch {
  /** Also words that begin so. */
  prefix?: boolean
  /** Only where the word has one of these weights. */
  weights?: string
}

/** One word of a tsquery. */
export const wordQuery = (word: string, { prefix = false, weights = '' }: WordMatch = {}): string =>
  `${quote}${word}${quote}${prefix || weights !== '' ? `:${prefix ? '*' : ''}${weights}` : ''}`

export const allOf = (queries: readonly string[]): string => join(queries, ' & ')
export const anyOf = (queries: readonly string[]): string => join(queries, ' | ')

const join = (queries: readonly string[], operator: string): string => {
  const given = queries.filter((query) => query !== '')
  return given.length > 1 ? `(${given.join(operator)})` : given.join('')
}

/** The word under which a whole title is found: `=` for the title, `~` for every other name of it. */
export const titleKey = (key: string): string => `=${key}`
export const otherTitleKey = (key: string): string => `~${key}`

const shortPrefix = new RegExp(`${quote}[a-z\\d]{1,3}${quote}:\\*`)
const longWord = new RegExp(`${quote}[^=~${quote}][^${quote}]{3,}${quote}`)

/** Whether a query asks for all words that begin with few letters. */
export const isBroad = (query: string): boolean => shortPrefix.test(query)

/** Whether a query has a word that not many documents have, and is not broad. */
export const isTelling = (query: string): boolean => longWord.test(query) && !isBroad(query)
