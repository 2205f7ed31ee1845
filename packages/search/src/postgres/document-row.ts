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
  genres: string[]
  libraryIds: string[]
  digest: string
}

/** Makes the row of a document, and adds the words of its titles and people to `vocabulary`. */
export const documentRow = (document: SearchDocument, vocabulary: Set<string>): DocumentRow => {
  const title = splitText(document.title)
  const bare = withoutArticle(document.title)
  const bareTitle = bare === document.title ? title : splitText(bare)
  const sortTitle = document.sortTitle === undefined ? bareTitle : splitText(document.sortTitle)
  const others = [sortTitle, ...(bareTitle === title ? [] : [bareTitle]), ...document.titles.map(splitText)]
  const people = document.people.map(splitText)
  for (const text of [title, ...others, ...people]) addToVocabulary(text, vocabulary)
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
    genres: [...new Set(document.genres.map(storable))],
    libraryIds: [...new Set(document.libraryIds)],
    digest: documentDigest(document),
  }
}

interface SplitDocument {
  title: SplitText
  others: SplitText[]
  people: SplitText[]
}

/** From the least weight to the best, so that the best is what stays. */
const weightedWords = (document: SearchDocument, { title, others, people }: SplitDocument): Map<string, Weight> => {
  const weights = new Map<string, Weight>()
  const add = (words: Iterable<string>, weight: Weight) => {
    for (const word of words) if (word !== '') weights.set(word, weight)
  }
  if (document.year !== undefined) add([String(document.year)], 'D')
  for (const person of people) add(wordsOf(person), 'C')
  for (const other of others) {
    add(wordsOf(other), 'B')
    if (other.key !== '' && other.key !== title.key) add([otherTitleKey(other.key)], 'B')
  }
  add(wordsOf(title), 'A')
  if (title.key !== '') add([titleKey(title.key)], 'A')
  return weights
}

const wordsOf = (text: SplitText): string[] =>
  text.terms.flatMap(({ parts, joined }) => [...parts, joined ?? '', ...parts.map((part) => otherNumeral(part) ?? '')])

const corrected = /^[\p{L}\p{N}]{2,30}$/u
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

const addToVocabulary = (text: SplitText, vocabulary: Set<string>): void => {
  for (const { parts, joined = '' } of text.terms) {
    for (const word of [...parts, joined]) if (corrected.test(word) && !unspaced.test(word)) vocabulary.add(word)
  }
}
