import { createId } from '@backlot/jobs'
import {
  createItemBook,
  findKnownItems,
  lockItems,
  removeItemsWithoutFiles,
  storedFields,
  writeArtwork,
  writeFiles,
  writeMovies,
  type FileState,
  type FileToWrite,
  type KnownFrom,
  type ItemBook,
  type KnownItem,
} from '@backlot/catalog'
import type { LibraryDatabase, ListedFile } from '@backlot/library'
import { normalizeTitle } from '@backlot/media-names'
import type { Kysely } from 'kysely'
import { cluesOf, identifyFilm, type Identity } from '../match/identify-film.ts'
import type { FoundFilm } from './found-film.ts'
import { movieToWrite } from './movie-to-write.ts'

export interface WriteFilmsOptions {
  libraryId: string
  /** Match anew what a scan had matched. */
  forceRematch?: boolean
}

/** A found film with what was decided about it. */
interface Decided {
  film: FoundFilm
  identity: Identity
  /** The film's stored metadata is to be replaced by what was found. */
  rewrite: boolean
}

/** What writing films came to. */
export interface WrittenFilms {
  /** Films that got, lost or changed a file or what is known of them. */
  changed: string[]
  /** Films whose metadata was written: new ones, and those whose NFO may say something else now. */
  rewritten: string[]
  /** What was found and not recognised. */
  unknown: FoundFilm[]
}

/**
 * Writes found films: matches them, makes those that are new, and stores metadata and files. A fixed number of statements
 * however many films, in the caller's transaction.
 */
export const writeFilms = async (
  tx: Kysely<LibraryDatabase>,
  films: readonly FoundFilm[],
  options: WriteFilmsOptions,
): Promise<WrittenFilms> => {
  await lockItems(tx, 'movie')
  const book = createItemBook(await findKnownItems(tx, cluesOfAll(films)))
  const decided = films.map((film) => decide(film, book, options.forceRematch ?? false))
  const rewritten = await writeMetadata(tx, decided)
  const files = decided.flatMap((decision) => fileRows(decision))
  await writeFiles(tx, options.libraryId, files)
  const after = new Set(files.flatMap(({ itemId }) => itemId ?? []))
  const left = films.flatMap(({ files: own }) => own.flatMap(({ file }) => file.known?.itemId ?? [])).filter((id) => !after.has(id))
  // A film that lost its last file to another one was never a film of its own.
  if (left.length > 0) await removeItemsWithoutFiles(tx, left)
  const unknown = decided.flatMap(({ film, identity }) => (identity.is === 'unknown' && film.files.length > 0 ? film : []))
  return { changed: [...new Set([...left, ...after])], rewritten, unknown }
}

const cluesOfAll = (films: readonly FoundFilm[]) => {
  const clues = films.map(cluesOf)
  return {
    type: 'movie' as const,
    itemIds: films.flatMap(({ files }) => files.flatMap(({ file }) => file.known?.itemId ?? [])),
    titles: [
      ...new Set(clues.flatMap(({ nfo, name }) => [nfo?.title ?? '', name.title].filter((title) => title !== '').map(normalizeTitle))),
    ],
    externalIds: clues.flatMap(({ ids }) => ids),
  }
}

const decide = (film: FoundFilm, book: ItemBook, forceRematch: boolean): Decided => {
  if (film.files.length === 0 || film.files.every(({ file }) => isByHand(file)))
    return { film, identity: identityByHand(film, book), rewrite: false }
  const identity = identifyFilm(film, book, forceRematch)
  if (identity.is === 'unknown') return { film, identity, rewrite: false }
  if (identity.is === 'known') {
    const own = film.files.some(({ file }) => file.known?.itemId === identity.movie.id)
    return { film, identity, rewrite: film.nfo !== undefined || (own && identity.movie.knownFrom === 'name') }
  }
  // Files of the same film later in this batch find it in the book.
  const { ids, name } = cluesOf(film)
  const titles = [identity.title, name.title, film.nfo?.originalTitle ?? ''].filter((title) => title !== '').map(normalizeTitle)
  const movie: KnownItem = {
    id: createId(),
    title: identity.title,
    year: identity.year ?? null,
    knownFrom: knownFrom(film),
    titles,
    externalIds: ids,
    lockedFields: [],
    provenance: {},
  }
  book.add(movie)
  return { film, identity: { is: 'known', movie, match: identity.match }, rewrite: true }
}

/** What a person decided about a file; a scan never changes it. */
const isByHand = ({ known }: ListedFile): boolean => known?.match?.by === 'manual' || known?.state === 'ignored'

const identityByHand = ({ files }: FoundFilm, book: ItemBook): Identity => {
  const [movie] = files.flatMap(({ file }) => book.byId(file.known?.itemId ?? '') ?? [])
  return movie === undefined ? { is: 'unknown' } : { is: 'known', movie, match: { confidence: 1, why: 'matched by hand', by: 'manual' } }
}

const knownFrom = ({ nfo }: FoundFilm): KnownFrom => (nfo === undefined ? 'name' : 'nfo')

/** Gives the ids of the films whose metadata it wrote. */
const writeMetadata = async (tx: Kysely<LibraryDatabase>, decided: readonly Decided[]): Promise<string[]> => {
  // Of several groups of one film, one with an NFO tells most.
  const best = new Map<string, Decided & { movie: KnownItem }>()
  const others: { id: string; replaces: true; artwork: ReturnType<typeof artworkOf> }[] = []
  for (const decision of decided) {
    if (decision.identity.is !== 'known') continue
    const { movie } = decision.identity
    const earlier = best.get(movie.id)
    if (decision.rewrite && (earlier === undefined || (earlier.film.nfo === undefined && decision.film.nfo !== undefined)))
      best.set(movie.id, { ...decision, movie })
    else if (decision.film.files.length > 0) others.push({ id: movie.id, replaces: true, artwork: artworkOf(decision.film) })
  }
  const existing = [...best.values()].filter(({ movie }) => Object.keys(movie.provenance).length > 0).map(({ movie }) => movie.id)
  const stored = new Map((existing.length === 0 ? [] : await storedFields(tx, existing)).map((fields) => [fields.id, fields]))
  const movies = [...best.values()].map(({ film, movie }) =>
    movieToWrite({
      id: movie.id,
      replaces: stored.has(movie.id),
      name: { title: film.title, titleAlts: film.titleAlts, year: film.year, ids: { ...onlineId(film), ...film.ids } },
      nfo: film.nfo,
      stored: stored.get(movie.id),
      knownFrom: movie.knownFrom === 'provider' ? 'provider' : knownFrom(film),
      artwork: artworkOf(film),
    }),
  )
  await writeMovies(tx, movies)
  await writeArtwork(tx, others)
  return movies.map(({ id }) => id)
}

const onlineId = ({ online }: FoundFilm): Record<string, string> => (online === undefined ? {} : { [online.id.provider]: online.id.value })

const artworkOf = ({ rootId, folder, artwork }: FoundFilm) => ({ local: { rootId, folder, pictures: artwork } })

const fileRows = ({ film, identity }: Decided): FileToWrite[] => {
  const itemId = identity.is === 'known' ? identity.movie.id : null
  const match = identity.is === 'known' ? identity.match : null
  const features = film.files.map(({ file, part, edition, version, facts }): FileToWrite => {
    const own = isByHand(file) ? file.known : null
    return {
      ...placed(film, file),
      role: file.disc ? 'disc' : 'feature',
      extraType: null,
      part: part ?? null,
      edition: edition ?? null,
      version: version ?? null,
      facts,
      ...(own === null ? { itemId, match, state: stateOf(itemId) } : { itemId: own.itemId, match: own.match, state: own.state }),
    }
  })
  const extras = film.extras.map(({ file, extraType }): FileToWrite => ({
    ...placed(film, file),
    role: 'extra',
    extraType,
    part: null,
    edition: null,
    version: null,
    facts: null,
    itemId,
    match: null,
    state: stateOf(itemId),
  }))
  return [...features, ...extras]
}

const stateOf = (itemId: string | null): FileState => (itemId === null ? 'unmatched' : 'matched')

const placed = ({ rootId, itemFolder }: FoundFilm, { folder, name, size, mtimeNs, device, inode, fingerprint }: ListedFile) => ({
  rootId,
  itemFolder,
  folder,
  name,
  size,
  mtimeNs,
  device,
  inode,
  fingerprint,
})
