/** One thing between spaces. */
export interface Term {
  /** Its words, in small letters: `spider`, `man`. */
  parts: string[]
  /** All of them as one word, where punctuation keeps several together: `spiderman` for Spider-Man, `swat` for S.W.A.T. */
  joined?: string
}

/** A title, a name or a query as search compares it. Diacritics are still there: the database takes them off. */
export interface SplitText {
  terms: Term[]
  /** All of it without spaces: the same for Spider-Man, Spider Man and Spiderman. */
  key: string
}

const plainAscii = /^[ -~]*$/
const wordsOnly = /^[a-z\d ]*$/
const controls = /\p{Cc}+/gu
/** What is left of İ after it became small; other letters take their marks in. */
const looseMarks = /[\u0300-\u036f]+/g
const apostrophes = /[’‘`´ʹʻʼʽʾʿ]/g
const chunk = /[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu
const letterOrDigit = /[\p{L}\p{N}]/u
const bindsWords = /^[-‐‑.·•:*'/]$/u
/** Scripts without spaces: every two neighbouring characters are a word, so that a part of a title is found. */
const unspaced = /([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}ー]+)/u
const longestWord = 60
const longestKey = 200

/** Splits a text into the words that search compares; a text without letters and digits has none. */
export const splitText = (text: string): SplitText => {
  const plain = foldCase(text)
  if (wordsOnly.test(plain)) return splitAtSpaces(plain)
  const compounds: string[][] = [[]]
  for (const [piece] of plain.replace(apostrophes, "'").replaceAll('&', ' and ').matchAll(chunk)) {
    if (letterOrDigit.test(piece)) compounds.at(-1)?.push(piece)
    else if (!bindsWords.test(piece)) compounds.push([])
  }
  const filled = compounds.filter((compound) => compound.length > 0)
  return { terms: filled.map(termOf), key: filled.flat().join('').slice(0, longestKey).toWellFormed() }
}

/** Nine of ten texts need no more, and a scan splits ten thousand a second. */
const splitAtSpaces = (plain: string): SplitText => {
  const words = plain.split(' ').filter((word) => word !== '')
  return { terms: words.map((word) => ({ parts: [shorten(word)] })), key: words.join('').slice(0, longestKey) }
}

const foldCase = (text: string): string =>
  plainAscii.test(text)
    ? text.toLowerCase()
    : text.toWellFormed().normalize('NFKC').toLowerCase().normalize('NFKC').replace(controls, ' ').replace(looseMarks, '')

const termOf = (compound: string[]): Term => {
  const parts = compound.flatMap((word) => (plainAscii.test(word) ? [shorten(word)] : word.split(unspaced).flatMap(pairs)))
  return compound.length > 1 ? { parts, joined: shorten(compound.join('')) } : { parts }
}

const pairs = (word: string): string[] => {
  if (word === '') return []
  const characters = [...word]
  if (!unspaced.test(word) || characters.length === 1) return [shorten(word)]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

const shorten = (word: string): string => (word.length <= longestWord ? word : word.slice(0, longestWord).toWellFormed())
