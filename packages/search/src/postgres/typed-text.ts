import { splitText, type Term } from '../text/split-text.ts'
import { allOf, anyOf, otherTitleKey, titleKey, wordQuery, type WordMatch } from './literals.ts'

/** What a person typed. */
export interface TypedText {
  text: string
  terms: readonly Term[]
  key: string
  /** A year at the end of a title: `metropolis 1927`. Never the first word, which is more likely a title. */
  year?: { term: Term; word: string; keyWithout: string }
}

const mostTerms = 12
const yearWord = /^(?:18[7-9]|19\d|20\d)\d$/

/** Reads a search text; of a text longer than any title only the beginning counts. */
export const readTypedText = (typed: string): TypedText => {
  const text = typed.slice(0, 500)
  const { terms: all, key } = splitText(text)
  const terms = all.slice(0, mostTerms)
  const term = terms.slice(1).findLast(({ parts }) => parts.length === 1 && yearWord.test(parts[0] ?? ''))
  const word = term?.parts[0]
  if (term === undefined || word === undefined) return { text, terms, key }
  return { text, terms, key, year: { term, word, keyWithout: keyOf(terms.filter((other) => other !== term)) } }
}

const keyOf = (terms: readonly Term[]): string => terms.flatMap(({ joined, parts }) => joined ?? parts).join('')

/** A query that a document answers by all its words: the last one may be only begun. */
export const everyWord = ({ terms, year }: TypedText, { weights, prefix = true }: WordMatch): string =>
  allOf(
    terms.map((term, index) => {
      const fields = weights !== undefined && term === year?.term ? `${weights}D` : weights
      return termQuery(term, { prefix: prefix && index === terms.length - 1, ...(fields === undefined ? {} : { weights: fields }) })
    }),
  )

const termQuery = ({ parts, joined }: Term, match: WordMatch): string => {
  const last = parts.length - 1
  const apart = allOf(parts.map((part, index) => wordQuery(part, index === last ? match : { ...match, prefix: false })))
  return joined === undefined ? apart : anyOf([apart, wordQuery(joined, match)])
}

/** A query that a document answers by its whole title, or the beginning of it, of its main title or of another. */
export const wholeTitle = ({ key, year }: Pick<TypedText, 'key' | 'year'>, of: 'title' | 'others', match: WordMatch): string => {
  const marked = of === 'title' ? titleKey : otherTitleKey
  const withYear = year === undefined ? '' : allOf([wordQuery(marked(year.keyWithout), match), wordQuery(year.word, { weights: 'D' })])
  return anyOf([wordQuery(marked(key), match), withYear])
}
