import { sql } from 'kysely'
import type { SearchTransaction } from '../search-index.ts'
import { editDistance } from '../text/edit-distance.ts'
import type { TypedText } from '../text/typed-text.ts'

/** A word of the text, and what it may have been meant to be. */
export interface Correction {
  typed: string
  /** Whether some title or person has this word, or for the last word one that begins so. */
  known: boolean
  /** The likeliest first; each one word, or two where a space was forgotten. */
  instead: readonly (readonly string[])[]
  /** This word and the next are known as one. */
  joinsNext: boolean
}

/** Whether there is anything to search for instead of the word as it was typed. */
export const isCorrectable = ({ instead, joinsNext }: Correction): boolean => instead.length > 0 || joinsNext

/** From this length on, words at two letters' distance count as typos too. */
const longWord = 8
const shortWord = 4
const mostCorrections = 30

interface Similar {
  plain: string
  begins: boolean
  near: string[]
  far: string[]
  halves: string[]
  joins_next: boolean
}

/** Looks the words of a text up in the vocabulary: what is close to those that may be misspelt. A year is left as it is. */
export const findCorrections = async (db: SearchTransaction, { terms, year }: TypedText, foundSome: boolean): Promise<Correction[]> => {
  const typed = terms.flatMap(({ parts }) => parts)
  const { rows } = await sql<Similar>`
    select plain, begins, near, halves, joins_next,
      array(select word from backlot.search_similar_words(case when near = '{}' and length(plain) >= ${longWord}::int then plain end) as word) as far
    from (
      select place, plain, plain || lead(plain) over (order by place) as joined
      from (select place, backlot.search_plain(word) from unnest(${typed}::text[]) with ordinality as given (word, place)) as folded (place, plain)
    ) as typed,
    lateral (
      select
        exists (select from backlot.search_words where word >= plain and word < plain || chr(1114111)) as begins,
        exists (select from backlot.search_words where word >= joined and word < joined || chr(1114111)) as joins_next,
        array(
          select distinct word from backlot.search_words where backlot.search_neighbours(word) && backlot.search_neighbours(plain)
        ) as near,
        array(
          select distinct word from backlot.search_words where word = any (array(
            select half from generate_series(1, length(plain) - 1) as letter,
              lateral (values (left(plain, letter)), (substr(plain, letter + 1)), (substr(plain, letter + 2))) as halves (half)))
        ) as halves
    ) as vocabulary
    order by place`.execute(db)
  const corrections = rows.map((row, index) => correction(row, { last: index === rows.length - 1, isYear: row.plain === year?.word }))
  return onlySuspects(corrections, foundSome)
}

/**
 * Where some words are unknown, those are the typos. Where none is, each of them can be; but short words are close to so many
 * others that they count only when the text found nothing as it was typed.
 */
const onlySuspects = (corrections: readonly Correction[], foundSome: boolean): Correction[] => {
  const someUnknown = corrections.some(({ known }) => !known)
  const isSuspect = ({ known, typed }: Correction): boolean => !known || (!someUnknown && (!foundSome || typed.length >= shortWord))
  return corrections.map((word) => (isSuspect(word) ? word : { ...word, instead: [] }))
}

const correction = (
  { plain, begins, near, far, halves, joins_next: joinsNext }: Similar,
  { last, isYear }: { last: boolean; isYear: boolean },
): Correction => ({
  typed: plain,
  joinsNext,
  known: isYear || plain.length === 1 || near.includes(plain) || (last && begins),
  instead: isYear ? [] : [...closeWords(plain, [...near, ...far]).map((word) => [word]), ...splits(plain, new Set(halves))],
})

const closeWords = (typed: string, words: readonly string[]): string[] => {
  const limit = typed.length < longWord ? 1 : 2
  return words
    .map((word) => ({ word, distance: editDistance(typed, word, limit), sameStart: typed[0] === word[0] }))
    .filter(({ distance }) => distance > 0 && distance <= limit)
    .toSorted((a, b) => a.distance - b.distance || Number(b.sameStart) - Number(a.sameStart))
    .slice(0, mostCorrections)
    .map(({ word }) => word)
}

/** Where a space was forgotten, or another key was hit in its place. */
const splits = (typed: string, known: ReadonlySet<string>): string[][] => {
  const starts = Array.from({ length: Math.max(typed.length - 1, 0) }, (_, index) => index + 1)
  const halves = [1, 0].flatMap((dropped) => starts.map((start) => [typed.slice(0, start), typed.slice(start + 1 - dropped)]))
  return halves.filter((pair) => pair.every((half) => known.has(half) || wordOfOneLetter.test(half)))
}

const wordOfOneLetter = /^[ai\d]$/
