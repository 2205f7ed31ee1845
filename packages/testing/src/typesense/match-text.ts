import type { StoredDocument } from './stored-collection.ts'
import type { Match } from './parse-sort.ts'
import { wordDistance } from './word-distance.ts'

/** How a text is searched. */
export interface TextSearch {
  words: readonly string[]
  fields: readonly { name: string; weight: number; typos: number; prefix: boolean }[]
  typoThreshold: number
  dropThreshold: number
  splitJoin: boolean
  minLengths: readonly [oneTypo: number, twoTypos: number]
  numbersMayBeTypos: boolean
}

/**
 * What answers a text, in the steps of the server: all words as they are; with one typo a word and then two, while there are
 * fewer than `typoThreshold`; with two words joined or one split, when there is nothing; with fewer words, while there are
 * fewer than `dropThreshold`.
 */
export const matchText = (documents: readonly StoredDocument[], search: TextSearch): Match[] => {
  const found = new Map<string, Match>()
  const add = (words: readonly string[], typos: number): void => {
    for (const document of documents) {
      if (found.has(document.id)) continue
      const textMatch = scoreOf(document, { ...search, words }, typos)
      if (textMatch > 0) found.set(document.id, { document, textMatch })
    }
  }
  const { words } = search
  add(words, 0)
  const mostTypos = Math.max(...search.fields.map(({ typos }) => typos))
  for (let typos = 1; typos <= mostTypos && found.size < search.typoThreshold; typos++) add(words, typos)
  if (found.size === 0 && search.splitJoin) for (const other of joinedOrSplit(words)) add(other, 0)
  for (let kept = words.length - 1; kept > 0 && found.size < search.dropThreshold; kept--) {
    for (const some of new Set([words.slice(0, kept), words.slice(-kept)])) add(some, mostTypos)
  }
  return [...found.values()]
}

const joinedOrSplit = (words: readonly string[]): string[][] => {
  const joined = words.slice(1).map((word, at) => [...words.slice(0, at), `${words[at]}${word}`, ...words.slice(at + 2)])
  if (words.length > 1) return joined
  const [word = ''] = words
  return Array.from({ length: Math.max(word.length - 1, 0) }, (_, at) => [word.slice(0, at + 1), word.slice(at + 1)])
}

/** 0 when some word is nowhere; more for more words, fewer typos, whole words, and better fields, in this order. */
const scoreOf = (document: StoredDocument, search: TextSearch, typos: number): number => {
  let score = 0
  for (const [at, typed] of search.words.entries()) {
    const isLast = at === search.words.length - 1
    const best = Math.max(0, ...search.fields.map((field) => wordScore(document, { typed, isLast, field, typos, search })))
    if (best === 0) return 0
    score += best
  }
  return search.words.length * 1_000_000_000 + Math.floor(score / search.words.length)
}

interface WordSearch {
  typed: string
  isLast: boolean
  field: TextSearch['fields'][number]
  typos: number
  search: TextSearch
}

const wordScore = (document: StoredDocument, { typed, isLast, field, typos, search }: WordSearch): number => {
  const [oneTypo, twoTypos] = search.minLengths
  const byLength = typed.length >= twoTypos ? 2 : typed.length >= oneTypo ? 1 : 0
  const isNumber = /^\d+$/.test(typed) && !search.numbersMayBeTypos
  const most = isNumber ? 0 : Math.min(typos, field.typos, byLength)
  let best = 0
  for (const word of wordsOf(document[field.name])) {
    const distance = wordDistance(typed, word, { prefix: field.prefix && isLast, most })
    if (distance === Infinity) continue
    best = Math.max(best, (10 - distance) * 10_000_000 + (typed === word ? 5_000_000 : 0) + field.weight * 1_000)
  }
  return best
}

/** The server drops what is no letter or digit, and joins what stood around it. */
const wordsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .flatMap((text) => (typeof text === 'string' ? text.toLowerCase().split(/\s+/) : []))
    .map((word) => word.replace(/[^\p{L}\p{N}\p{M}]/gu, ''))
    .filter((word) => word !== '')

/** The words of a query, as the server splits them. */
export const queryWords = (query: string): string[] => wordsOf(query)
