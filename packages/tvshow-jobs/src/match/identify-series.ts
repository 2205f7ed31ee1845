import { hasOtherIds, type ExternalId, type FileMatch, type ItemBook, type KnownItem } from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import type { FoundSeries } from '../import/found-series.ts'

/** Which series a group of files is of, and why; never a guess. */
export type Identity =
  /** A series that is known. */
  | { is: 'known'; series: KnownItem; match: FileMatch }
  /** A series that is to be made of what its names and NFO say. */
  | { is: 'new'; title: string; year: number | undefined; match: FileMatch }
  | { is: 'unknown' }

/** What files say of which series they are of, in the order of trust. */
export interface SeriesClues {
  ids: ExternalId[]
  nfo: { title: string | undefined; year: number | undefined } | undefined
  name: { title: string; year: number | undefined }
}

/** The clues of a series found on disk. */
export const cluesOf = ({ title, year, ids, nfo }: Pick<FoundSeries, 'title' | 'year' | 'ids' | 'nfo'>): SeriesClues => ({
  ids: Object.entries({ ...ids, ...nfo?.uniqueIds }).map(([provider, value]) => ({ provider, value })),
  nfo: nfo && { title: nfo.title, year: nfo.year },
  name: { title, year },
})

/**
 * Says which series a group of files is of, in this order: a provider's id in NFO or name; the series that its files are
 * known as; title and year in the NFO; what the other files of its folder are known as; title and year in the name, in any
 * language's title; a title without a year, where only one series has it. Else a series is made where there is enough to make
 * one of: an id, an NFO, a title with a year, or a title that its folder confirms. What a provider says comes last.
 */
export const identifySeries = (found: FoundSeries, book: ItemBook, forceRematch = false): Identity => {
  const identity = identifyHere(found, book, forceRematch)
  return identity.is === 'unknown' ? byProvider(found, book) : identity
}

const byProvider = ({ online, title, year }: FoundSeries, book: ItemBook): Identity => {
  if (online === undefined) return { is: 'unknown' }
  const { id, confidence, why } = online
  const series = book.byExternalId(id)
  if (series !== undefined) return known(series, confidence, why)
  return { is: 'new', title, year, match: { confidence, why, by: 'scan' } }
}

const identifyHere = (found: FoundSeries, book: ItemBook, forceRematch: boolean): Identity => {
  const { ids, nfo, name } = cluesOf(found)
  const byId = ids.map((id) => ({ id, series: book.byExternalId(id) })).find(({ series }) => series !== undefined)
  if (byId?.series !== undefined) return known(byId.series, 1, `${byId.id.provider} id ${byId.id.value}`)

  const before = forceRematch ? undefined : knownByFiles(found, book)
  if (before !== undefined && !hasOtherIds(before.series, ids)) return before
  const byNfo = nfo?.title === undefined ? 'none' : byTitleAndYear(book, { title: nfo.title, year: nfo.year, ids })
  if (typeof byNfo === 'object') return known(byNfo, 0.95, describe('NFO', nfo?.year))

  const beside = book.byId(found.beside ?? '')
  if (nfo === undefined && beside !== undefined && !hasOtherIds(beside, ids) && agreesInYear(beside, name.year))
    return known(beside, 0.9, 'as the other files of its folder')
  const title = nfo?.title ?? name.title
  const year = nfo?.year ?? name.year
  if (title === '') return { is: 'unknown' }
  const byName = nfo?.title === undefined ? byTitleAndYear(book, { ...name, ids }) : byNfo
  if (typeof byName === 'object') return known(byName, year === undefined ? 0.8 : 0.9, describe('name', year))
  // Several of one title, told apart only by what this one does not say.
  if (byName === 'several' && ids.length === 0) return { is: 'unknown' }
  if (!isSure(found)) return { is: 'unknown' }
  return { is: 'new', title, year, match: { confidence: confidenceOf(found), why: reasonOf(found), by: 'scan' } }
}

const known = (series: KnownItem, confidence: number, why: string): Identity & { is: 'known' } => ({
  is: 'known',
  series,
  match: { confidence, why, by: 'scan' },
})

const knownByFiles = ({ files }: FoundSeries, book: ItemBook): (Identity & { is: 'known' }) | undefined => {
  for (const { file } of files) {
    const series = book.byId(file.known?.itemId ?? '')
    if (series === undefined) continue
    // Files that join one that a person matched join it by its folder; the choice itself stays with the file it was made for.
    const manual = file.known?.match?.by === 'manual'
    const match = manual ? { confidence: 1, why: 'beside a file that was matched by hand', by: 'scan' as const } : file.known?.match
    return { is: 'known', series, match: match ?? { confidence: 0.9, why: 'known before', by: 'scan' } }
  }
  return undefined
}

/** The only series that it can be; `several` where more than one could be meant. */
const byTitleAndYear = (
  book: ItemBook,
  { title, year, ids }: { title: string; year: number | undefined; ids: readonly ExternalId[] },
): KnownItem | 'none' | 'several' => {
  const normalized = normalizeTitle(title)
  const named = year === undefined ? book.byTitleAlone(normalized) : book.byTitle(normalized, year)
  const same = named.filter((series) => !hasOtherIds(series, ids))
  const [only] = same
  return only === undefined ? 'none' : same.length === 1 ? only : 'several'
}

const agreesInYear = ({ year }: KnownItem, named: number | undefined): boolean => named === undefined || year === null || year === named

/** Enough to make a series of: an id, an NFO with a title, a year, or a folder of the same title. */
const isSure = ({ nfo, ids, year, folderAgrees }: FoundSeries): boolean =>
  nfo !== undefined || Object.keys(ids).length > 0 || year !== undefined || folderAgrees

const confidenceOf = ({ nfo, ids, year }: FoundSeries): number => {
  if (nfo?.title !== undefined) return 0.95
  if (nfo !== undefined || Object.keys(ids).length > 0) return 0.9
  return year === undefined ? 0.7 : 0.85
}

const reasonOf = ({ nfo, ids, year }: FoundSeries): string => {
  if (nfo?.title !== undefined) return describe('NFO', nfo.year)
  const [id] = Object.entries({ ...ids, ...nfo?.uniqueIds })
  if (id !== undefined) return `${id[0]} id ${id[1]}`
  return year === undefined ? 'title of its folder' : describe('name', year)
}

const describe = (source: 'name' | 'NFO', year: number | undefined): string =>
  `title${year === undefined ? '' : ' and year'} in its ${source}`
