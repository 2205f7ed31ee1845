import type { Match } from './match.ts'
import type { TypedText } from '../text/typed-text.ts'
import { everyWord, everyWordApart, wholeTitle } from './text-queries.ts'

/** An exact title, whichever of a film's titles it is, does not score below this. */
export const exactTitleScore = 0.97

/** Finds what has every word as it was typed: exact titles, then the beginnings of titles, then words in any order. */
export const matchAsTyped = (typed: TypedText): Match => {
  const begins = { title: wholeTitle(typed, 'title', { prefix: true }), others: wholeTitle(typed, 'others', { prefix: true }) }
  return {
    found: [everyWordApart(typed), [begins.title], [begins.others]],
    typed: { text: typed.text, keyLength: typed.key.length },
    tiers: [
      { query: wholeTitle(typed, 'title', {}), base: 100 },
      { query: wholeTitle(typed, 'others', {}), base: exactTitleScore * 100 },
      { query: begins.title, base: 85, coverage: 10 },
      { query: begins.others, base: 80, coverage: 5 },
      { query: everyWord(typed, { weights: 'A', prefix: false }), base: 68, coverage: 10 },
      { query: everyWord(typed, { weights: 'A' }), base: 60, coverage: 8 },
      { query: everyWord(typed, { weights: 'AB' }), base: 55, coverage: 5 },
    ],
    rest: { base: 50 },
  }
}
