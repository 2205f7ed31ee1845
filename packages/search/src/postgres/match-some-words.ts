import type { Correction } from './find-corrections.ts'
import type { Match } from './match.ts'
import { similarWords } from './match-with-typos.ts'

/**
 * For a text that nothing answers in full: finds what lacks one of its words, or those that nothing is similar to. What has
 * the most letters in common with the text comes first.
 */
export const matchSomeWords = ({ typed }: Match, corrections: readonly Correction[]): Match => {
  const words = similarWords(corrections)
  const meant = words.filter((_, index) => corrections[index]?.known === true || corrections[index]?.instead.length !== 0)
  const found = meant.length < words.length ? [meant] : words.map((_, missing) => words.filter((_, index) => index !== missing))
  return {
    found: found.filter((group) => group.length > 0),
    most: 2_000,
    typed,
    tiers: [],
    rest: { base: 1, similarity: 14 },
  }
}
