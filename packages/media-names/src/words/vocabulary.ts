import { editionWords } from './edition-words.ts'
import { languageWords } from './language-words.ts'
import type { Meaning, Row } from './meaning.ts'
import { pictureWords } from './picture-words.ts'
import { networkWords, releaseWords } from './release-words.ts'
import { soundWords } from './sound-words.ts'

/** The longest phrase of the vocabulary, in words. */
export const LONGEST_PHRASE = 5

const rows: readonly Row[] = [
  ...releaseWords,
  ...languageWords,
  ['network', '', 'faint', networkWords],
  ...editionWords,
  ...soundWords,
  ...pictureWords,
]
const vocabulary = new Map<string, Meaning>()
for (const [field, value, trust, phrases, also] of rows) {
  for (const phrase of phrases.split('|')) {
    for (const spelling of spellings(phrase.toLowerCase())) {
      const known = vocabulary.get(spelling)
      if (known?.trust === 'sure' && trust !== 'sure') continue
      vocabulary.set(spelling, { field, value: value === '' ? phrase : value, trust, ...(also && { also }) })
    }
  }
}

/** What a phrase means, its words in lower case and parted by single spaces. */
export function meaningOf(phrase: string): Meaning | undefined {
  return vocabulary.get(phrase)
}

/** A phrase with each of its gaps kept or closed: names write `web dl`, `webdl` and `h 264`, `h264`. Digits never touch: 51 is not 5.1. */
function spellings(phrase: string): string[] {
  const [first = '', ...rest] = phrase.split(' ')
  let all = [first]
  for (const word of rest) {
    all = all.flatMap((start) => (/\d$/.test(start) && /^\d/.test(word) ? [`${start} ${word}`] : [`${start} ${word}`, `${start}${word}`]))
  }
  return all
}
