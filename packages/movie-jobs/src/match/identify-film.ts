import { hasOtherIds, type ExternalId, type FileMatch, type ItemBook, type KnownItem } from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import type { FoundFilm } from '../import/found-film.ts'

/** Which film a group of files is, and why; never a guess. */
export type Identity =
  /** A film that is known. */
  | { is: 'known'; movie: KnownItem; match: FileMatch }
  /** A film that is to be made of what its names and NFO say. */
  | { is: 'new'; title: string; year: number | undefined; match: FileMatch }
  | { is: 'unknown' }

/** What files say of which film they are, in the order of trust. */
export interface FilmClues {
  ids: ExternalId[]
  /** Whether an NFO gave the ids. */
  nfo: { title: string | undefined; year: number | undefined } | undefined
  name: { title: string; year: number | undefined }
}

/** The clues of a film found on disk. */
export const cluesOf = ({ title, year, ids, nfo, online }: FoundFilm): FilmClues => {
  const merged = { ...(online && { [online.id.provider]: online.id.value }), ...ids, ...nfo?.uniqueIds }
  return {
    ids: Object.entries(merged).map(([provider, value]) => ({ provider, value })),
    nfo: nfo && { title: nfo.title, year: nfo.year },
    name: { title, year },
  }
}

/**
 * Says which film a group of files is, in this order: a provider's id in NFO or name; the film its files are known as;
 * title and year in the NFO; title and year in the name; else a film is made where there is enough to make one of: an id,
 * an NFO, a title with a year, or a title that its folder confirms.
 */
export const identifyFilm = (film: FoundFilm, book: ItemBook, forceRematch = false): Identity => {
  const { ids, nfo, name } = cluesOf(film)
  const byId = ids.map((id) => ({ id, movie: book.byExternalId(id) })).find(({ movie }) => movie !== undefined)
  const { online } = film
  if (byId?.movie !== undefined) {
    const isOnline = byId.id.provider === online?.id.provider && byId.id.value === online.id.value
    return isOnline ? known(byId.movie, online.confidence, online.why) : known(byId.movie, 1, `${byId.id.provider} id ${byId.id.value}`)
  }

  const before = forceRematch ? undefined : knownByFiles(film, book)
  if (before !== undefined && !hasOtherIds(before.movie, ids)) return before

  const title = nfo?.title ?? name.title
  const year = nfo?.year ?? name.year
  const source = nfo?.title === undefined ? 'name' : 'NFO'
  if (title === '') return { is: 'unknown' }
  const same = book.byTitle(normalizeTitle(title), year ?? null).filter((movie) => !hasOtherIds(movie, ids))
  const [only] = same
  if (only !== undefined && same.length === 1 && isSure(film)) return known(only, source === 'NFO' ? 0.95 : 0.9, describe(source, year))
  // Several films of one title and year, told apart only by ids that this one does not have.
  if (same.length > 1 && ids.length === 0) return { is: 'unknown' }
  if (online !== undefined) return { is: 'new', title, year, match: { confidence: online.confidence, why: online.why, by: 'scan' } }
  if (!isSure(film)) return { is: 'unknown' }
  return { is: 'new', title, year, match: { confidence: confidenceOf(film), why: reasonOf(film), by: 'scan' } }
}

const known = (movie: KnownItem, confidence: number, why: string): Identity => ({
  is: 'known',
  movie,
  match: { confidence, why, by: 'scan' },
})

const knownByFiles = ({ files }: FoundFilm, book: ItemBook): Extract<Identity, { is: 'known' }> | undefined => {
  for (const { file } of files) {
    const movie = book.byId(file.known?.itemId ?? '')
    if (movie === undefined) continue
    // Files that join one that a person matched join it by its folder; the choice itself stays with the file it was made for.
    const manual = file.known?.match?.by === 'manual'
    const match = manual ? { confidence: 1, why: 'beside a file that was matched by hand', by: 'scan' as const } : file.known?.match
    return { is: 'known', movie, match: match ?? { confidence: 0.9, why: 'known before', by: 'scan' } }
  }
  return undefined
}

/** Enough to make a film of: an id, an NFO with a title, a year, or a folder of the same title. */
const isSure = ({ nfo, ids, year, folderAgrees }: FoundFilm): boolean =>
  nfo !== undefined || Object.keys(ids).length > 0 || year !== undefined || folderAgrees

const confidenceOf = ({ nfo, ids, year }: FoundFilm): number => {
  if (nfo?.title !== undefined) return 0.95
  if (nfo !== undefined || Object.keys(ids).length > 0) return 0.9
  return year === undefined ? 0.6 : 0.85
}

const reasonOf = ({ nfo, ids, year }: FoundFilm): string => {
  if (nfo?.title !== undefined) return describe('NFO', nfo.year)
  const [id] = Object.entries({ ...ids, ...nfo?.uniqueIds })
  if (id !== undefined) return `${id[0]} id ${id[1]}`
  return year === undefined ? 'title of file and folder' : describe('name', year)
}

const describe = (source: 'name' | 'NFO', year: number | undefined): string =>
  `title${year === undefined ? '' : ' and year'} in its ${source}`
