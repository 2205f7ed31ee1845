import type { Correction } from './find-corrections.ts'
import { allOf, anyOf, otherTitleKey, titleKey, wordQuery } from './literals.ts'
import type { Match } from './match.ts'

const mostTitles = 60

/** Finds also what has similar words, or words that the text writes apart; all of it after what was found as typed. */
export const matchWithTypos = (asTyped: Match, corrections: readonly Correction[]): Match => {
  const titles = correctedTitles(corrections)
  const anyTitle = (marked: (key: string) => string, prefix: boolean): string =>
    anyOf(titles.map((key) => wordQuery(marked(key), { prefix })))
  const begins = { title: anyTitle(titleKey, true), others: anyTitle(otherTitleKey, true) }
  const asTypedWords = anyOf(asTyped.found.map(allOf))
  const corrected = [
    { query: anyTitle(titleKey, false), base: 45 },
    { query: anyTitle(otherTitleKey, false), base: 42 },
    { query: begins.title, base: 36, coverage: 5 },
    { query: begins.others, base: 34, coverage: 5 },
  ]
  return {
    found: [...asTyped.found, similarWords(corrections), ...joinedPairs(corrections)],
    typed: asTyped.typed,
    tiers: [...asTyped.tiers, { query: asTypedWords, ...asTyped.rest }, ...(titles.length === 0 ? [] : corrected)],
    rest: { base: 16, coverage: 4, words: { queries: typedWords(corrections), points: 12 } },
  }
}

/** For each word of the text: the word, or one that is similar. */
export const similarWords = (corrections: readonly Correction[]): string[] => {
  const typed = typedWords(corrections)
  return corrections.map(({ instead }, index) =>
    anyOf([typed[index] ?? '', ...instead.map((words) => allOf(words.map((word) => wordQuery(word))))]),
  )
}

const typedWords = (corrections: readonly Correction[]): string[] =>
  corrections.map(({ typed }, index) => wordQuery(typed, { prefix: index === corrections.length - 1 }))

/** The text with one of its words corrected, in every way, then with two of them; as keys of titles, the likeliest first. */
const correctedTitles = (corrections: readonly Correction[]): string[] => {
  const withInstead = (replaced: Readonly<Record<number, readonly string[]>>): string =>
    corrections.flatMap(({ typed }, index) => replaced[index] ?? [typed]).join('')
  const changes = corrections
    .flatMap(({ instead }, index) => instead.map((words, rank) => ({ index, words, rank })))
    .toSorted((a, b) => a.rank - b.rank)
  const one = changes.map(({ index, words }) => withInstead({ [index]: words }))
  const likely = changes.slice(0, 8)
  const two = likely.flatMap((a) =>
    likely.filter((b) => b.index > a.index).map((b) => withInstead({ [a.index]: a.words, [b.index]: b.words })),
  )
  return [...one, ...two].slice(0, mostTitles)
}

/** For two neighbours that are known as one word: the text with that word, for a title that writes them together. */
const joinedPairs = (corrections: readonly Correction[]): string[][] => {
  const typed = typedWords(corrections)
  return corrections.slice(1).flatMap((right, pair) => {
    const left = corrections[pair]
    if (left === undefined || !left.joinsNext) return []
    const joined = wordQuery(`${left.typed}${right.typed}`, { prefix: pair + 2 === corrections.length })
    return [[...typed.slice(0, pair), joined, ...typed.slice(pair + 2)]]
  })
}
