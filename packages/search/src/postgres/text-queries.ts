import type { Term } from '../text/split-text.ts'
import type { TypedText } from '../text/typed-text.ts'
import { allOf, anyOf, otherTitleKey, titleKey, wordQuery, type WordMatch } from './literals.ts'

/** A query that a document answers by all its words: the last one may be only begun. */
export const everyWord = ({ terms, year }: TypedText, { weights, prefix = true }: WordMatch): string =>
  allOf(
    terms.map((term, index) => {
      const fields = weights !== undefined && term === year?.term ? `${weights}D` : weights
      return termQuery(term, { prefix: prefix && index === terms.length - 1, ...(fields === undefined ? {} : { weights: fields }) })
    }),
  )

/** The same as queries that all have to be answered: the words before the last, and the last. */
export const everyWordApart = (typed: TypedText): string[] => {
  const before = everyWord({ ...typed, terms: typed.terms.slice(0, -1) }, { prefix: false })
  const last = everyWord({ ...typed, terms: typed.terms.slice(-1) }, {})
  return [before, last].filter((query) => query !== '')
}

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
