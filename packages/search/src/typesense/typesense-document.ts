import { documentDigest } from '../document-digest.ts'
import { searchCollections, type SearchCollection, type SearchDocument } from '../search-document.ts'
import { withoutArticle } from '../text/leading-article.ts'
import { otherNumeral } from '../text/roman-numerals.ts'
import { splitText, type SplitText } from '../text/split-text.ts'
import { storable } from '../text/storable.ts'
import { withoutDiacritics } from '../text/without-diacritics.ts'

/** A document as a Typesense collection takes it; see `collectionFields`. */
export interface TypesenseDocument {
  id: string
  title: string
  parent_id?: string
  words: string
  key: string
  variants: string[]
  other_words: string[]
  other_keys: string[]
  people_words: string[]
  year?: number
  year_text?: string
  genres: string[]
  resolution?: string
  library_ids: string[]
  has_file: boolean
  added_at: number
  sort_key: string
  year_up: number
  year_down: number
  rank: number
  digest: string
  /** Removed while a build was under way that may still bring it: never found. */
  gone: boolean
}

const noYearUp = 9_999

/** Makes of a document what its collection takes. */
export const typesenseDocument = (collection: SearchCollection, document: SearchDocument): TypesenseDocument => {
  const title = splitText(document.title)
  const sortTitle = splitText(document.sortTitle ?? withoutArticle(document.title))
  const others = [sortTitle, splitText(withoutArticle(document.title)), ...document.titles.map(splitText)]
  const people = document.people.map(splitText)
  const { year, parentId, resolution } = document
  return {
    id: document.id,
    title: storable(document.title),
    ...(parentId === undefined ? {} : { parent_id: parentId }),
    words: wordsOf(title),
    key: keyOf(title),
    variants: distinct([title, ...others, ...people].flatMap(variantsOf)),
    other_words: distinct(others.map(wordsOf)),
    other_keys: distinct(others.map(keyOf)).filter((key) => key !== keyOf(title)),
    people_words: distinct(people.map(wordsOf)),
    ...(year === undefined ? {} : { year, year_text: String(year) }),
    genres: distinct(document.genres.map(filterValue)),
    ...(resolution === undefined ? {} : { resolution: filterValue(resolution) }),
    library_ids: distinct(document.libraryIds.map(filterValue)),
    has_file: document.hasFile,
    added_at: document.addedAt.getTime(),
    sort_key: wordsOf(sortTitle),
    year_up: year ?? noYearUp,
    year_down: year ?? 0,
    rank: rankOf(collection, document),
    digest: documentDigest(document),
    gone: false,
  }
}

/** Stands in a build for a document that was removed meanwhile, so that the build cannot bring it back. */
export const goneDocument = (collection: SearchCollection, id: string): TypesenseDocument => {
  const nothing = { title: '', titles: [], genres: [], people: [], libraryIds: [], hasFile: false, addedAt: new Date(0) }
  return { ...typesenseDocument(collection, { id, ...nothing }), gone: true }
}

/** A value that a filter can name: between the backticks of a filter there can be none. */
export const filterValue = (value: string): string => storable(value).replaceAll('`', "'")

const wordsOf = ({ terms }: SplitText): string => withoutDiacritics(terms.flatMap(({ parts }) => parts).join(' '))

const keyOf = ({ key }: SplitText): string => withoutDiacritics(key)

/** Other ways to write its words: in one, and numerals. */
const variantsOf = ({ terms }: SplitText): string[] =>
  terms.flatMap(({ parts, joined }) => [joined ?? '', ...parts.map((part) => otherNumeral(part) ?? '')]).map(withoutDiacritics)

const distinct = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '')

/** Orders hits that fit equally well: by collection, those with a file first, then the newest. */
const rankOf = (collection: SearchCollection, { hasFile, year = 0 }: SearchDocument): number =>
  (searchCollections.length - searchCollections.indexOf(collection)) * 1_000_000 + (hasFile ? 100_000 : 0) + year
