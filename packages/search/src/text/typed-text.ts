import { splitText, type Term } from './split-text.ts'

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
