import { editionWords } from './edition-words.ts'
import { languageWords } from './language-words.ts'
import type { Meaning, Row } from './meaning.ts'
import { pictureWords } from './picture-words.ts'
import { networkWords, releaseWords } from './release-words.ts'
import { soundWords } from './sound-words.ts'

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

/** By the first word of phrases that are longer than it. */
const longest = new Map<string, number>()
for (const phrase of vocabulary.keys()) {
  const words = phrase.split(' ')
  const [first = ''] = words
  longest.set(first, Math.max(longest.get(first) ?? 1, words.length))
}

/** The last two letters of single words that are surely tags. */
const endings = new Set<string>()
for (const [phrase, { trust }] of vocabulary) if (trust === 'sure' && !phrase.includes(' ')) endings.add(phrase.slice(-2))

/** Whether a word may end in another that is surely a tag; most words do not. */
export function mayEndInTag(word: string): boolean {
  return endings.has(word.slice(-2))
}

/** How many words the longest phrase has that begins with this one; 1 where none does. */
export function longestPhraseFrom(word: string): number {
  return longest.get(word) ?? 1
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
