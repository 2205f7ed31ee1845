/** A word of a name: a run of characters that are neither separators nor brackets. */
export interface Token {
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
  /** The separators between the word before (or the start) and this one, brackets included. */
  readonly gap: string
  /** Which bracket pair the word stands in, counted from 1; 0 outside of all. */
  readonly bracket: number
}

const WORD = /[^\s._\-–—+,;~|/\\"*=:#()[\]{}<>「」『』【】《》（）［］★→·：、，／＋]+/gu
const OPENING = '([{<「『【《（［'
const CLOSING = ')]}>」』】》）］'

// DLx264, TitleM1080: what is written onto another word without a joint.
const JOINED = /^(.+?)([xh]26[45]|M1080|BD1080|M720|BD720)$/

/** Splits a name into its words. Linear in its length; a closing bracket that nothing opened closes nothing. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  const open: number[] = []
  let brackets = 0
  let from = 0
  for (const { word, start } of words(text)) {
    const gap = text.slice(from, start)
    for (const character of gap) {
      if (OPENING.includes(character)) open.push(++brackets)
      else if (CLOSING.includes(character)) open.pop()
    }
    from = start + word.length
    tokens.push({ text: word, lower: word.toLowerCase(), start, end: from, gap, bracket: open.at(-1) ?? 0 })
  }
  return tokens
}

function* words(text: string): Generator<{ word: string; start: number }> {
  for (const found of text.matchAll(WORD)) {
    const joined = JOINED.exec(found[0])
    if (joined === null) {
      yield { word: found[0], start: found.index }
    } else {
      yield { word: joined[1] ?? '', start: found.index }
      yield { word: joined[2] ?? '', start: found.index + (joined[1] ?? '').length }
    }
  }
}
