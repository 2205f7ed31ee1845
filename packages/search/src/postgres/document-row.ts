import { distinct } from '../distinct.ts'
import { documentDigest } from '../document-digest.ts'
import type { SearchDocument } from '../search-document.ts'
import { withoutArticle } from '../text/leading-article.ts'
import { otherNumeral } from '../text/roman-numerals.ts'
import { splitText, type SplitText } from '../text/split-text.ts'
import { storable } from '../text/storable.ts'
import { otherTitleKey, titleKey, vectorLiteral, type Weight } from './literals.ts'

/** A document as its table takes it. */
export interface DocumentRow {
  id: string
  parentId: string | null
  title: string
  year: number | null
  keyLength: number
  hasFile: boolean
  addedAt: string
  resolution: string | null
  /** Literal of its tsvector. */
  words: string
  sortKey: string
  genres: readonly string[]
  libraryIds: readonly string[]
  digest: string
}

/** Makes the row of a document, and adds the words of its titles and people to `vocabulary`. */
export const documentRow = (document: SearchDocument, vocabulary: Set<string>): DocumentRow => {
  const title = splitText(document.title)
  const bare = withoutArticle(document.title)
  const bareTitle = bare === document.title ? title : splitText(bare)
  const titles = document.titles.map(splitText)
  // An episode is often sorted by a title that it is found by as well.
  const sorted = document.sortTitle === undefined ? bareTitle : titles[document.titles.indexOf(document.sortTitle)]
  const sortTitle = sorted ?? splitText(document.sortTitle ?? '')
  const others = new Set([sortTitle, bareTitle, ...titles])
  others.delete(title)
  const people = document.people.map(splitText)
  addToVocabulary(title, vocabulary)
  for (const text of others) addToVocabulary(text, vocabulary)
  for (const text of people) addToVocabulary(text, vocabulary)
  return {
    id: document.id,
    parentId: document.parentId ?? null,
    title: storable(document.title),
    year: document.year ?? null,
    keyLength: title.key.length,
    hasFile: document.hasFile,
    addedAt: document.addedAt.toISOString(),
    resolution: document.resolution ?? null,
    words: vectorLiteral(weightedWords(document, { title, others, people })),
    sortKey: sortTitle.terms.flatMap(({ parts }) => parts).join(' '),
    genres: distinct(document.genres.map(storable)),
    libraryIds: distinct(document.libraryIds),
    digest: documentDigest(document),
  }
}

interface SplitDocument {
  title: SplitText
  others: Iterable<SplitText>
  people: readonly SplitText[]
}

/** From the least weight to the best, so that the best is what stays. */
const weightedWords = (document: SearchDocument, { title, others, people }: SplitDocument): Map<string, Weight> => {
  const weights = new Map<string, Weight>()
  if (document.year !== undefined) weights.set(String(document.year), 'D')
  for (const person of people) weighWords(weights, person, 'C')
  for (const other of others) {
    weighWords(weights, other, 'B')
    if (other.key !== '' && other.key !== title.key) weights.set(otherTitleKey(other.key), 'B')
  }
  weighWords(weights, title, 'A')
  if (title.key !== '') weights.set(titleKey(title.key), 'A')
  return weights
}

const weighWords = (weights: Map<string, Weight>, { terms }: SplitText, weight: Weight): void => {
  for (const { parts, joined } of terms) {
    for (const part of parts) {
      if (part !== '') weights.set(part, weight)
      const numeral = otherNumeral(part)
      if (numeral !== undefined) weights.set(numeral, weight)
    }
    if (joined !== undefined && joined !== '') weights.set(joined, weight)
  }
}

const corrected = /^[\p{L}\p{N}]{2,30}$/u
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

const addToVocabulary = ({ terms }: SplitText, vocabulary: Set<string>): void => {
  for (const { parts, joined } of terms) {
    for (const part of parts) addWord(part, vocabulary)
    if (joined !== undefined) addWord(joined, vocabulary)
  }
}

const addWord = (word: string, vocabulary: Set<string>): void => {
  if (!vocabulary.has(word) && corrected.test(word) && !unspaced.test(word)) vocabulary.add(word)
}
