import { createId } from '@backlot/jobs'
import {
  findKnownItems,
  findMovie,
  inTransaction,
  lockItems,
  matchByHand,
  nameOfCandidate,
  removeItemsWithoutFiles,
  writeMovies,
  type CatalogDatabase,
  type ExternalId,
  type FileChoice,
} from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { refreshMovie } from '@backlot/metadata-args'
import { normalizeTitle } from '@backlot/media-names'
import type { Kysely } from 'kysely'
import { indexFilms } from '../import/index-films.ts'
import { movieToWrite } from '../import/movie-to-write.ts'
import type { MoviePorts } from '../ports.ts'

/** Which film a person means: one that is known, or one by title and year or by a provider's id, made when there is none. */
export type MovieChoice = { movieId: string } | { title: string; year?: number } | { externalId: ExternalId }

/** What matching by hand needs. */
export type ByHandPorts = Pick<MoviePorts, 'db' | 'search'> & { insert: Insert }

/**
 * Says which film files are (or all of a folder at once); no scan changes that. A film that is made of a provider's id gets a
 * refresh, in the same transaction, which asks for the rest. Gives the film and how many files; undefined: there is no film of
 * that id.
 */
export const matchFilesByHand = async (
  ports: ByHandPorts,
  files: FileChoice,
  movie: MovieChoice,
): Promise<{ movieId: string; files: number } | undefined> =>
  await inTransaction(ports.db, async (tx) => {
    await lockItems(tx, 'movie')
    const movieId = await chosenMovie(tx, { ports, files, choice: movie })
    if (movieId === undefined) return undefined
    const changed = await matchByHand(tx, files, movieId)
    const itemIds = [...new Set([...changed.itemIds, movieId])]
    await removeItemsWithoutFiles(tx, itemIds)
    await indexFilms(tx, ports, itemIds)
    return { movieId, files: changed.files }
  })

const chosenMovie = async (
  tx: Kysely<CatalogDatabase>,
  { ports, files, choice }: { ports: ByHandPorts; files: FileChoice; choice: MovieChoice },
): Promise<string | undefined> => {
  if ('movieId' in choice) return (await findMovie(tx, choice.movieId))?.id
  if ('externalId' in choice) {
    const { externalId } = choice
    const [owner] = await findKnownItems(tx, { type: 'movie', itemIds: [], titles: [], externalIds: [externalId] })
    if (owner !== undefined) return owner.id
    const name = await nameOfCandidate(tx, files, externalId)
    if (name === undefined) return undefined
    const movieId = await makeMovie(tx, { ...name, ids: { [externalId.provider]: externalId.value } })
    await ports.insert(refreshMovie({ movieId }), { tx, unique: { while: 'queued' } })
    return movieId
  }
  const normalized = normalizeTitle(choice.title)
  const known = await findKnownItems(tx, { type: 'movie', itemIds: [], titles: [normalized], externalIds: [] })
  const same = known.find(({ year }) => year === (choice.year ?? null))
  if (same !== undefined) return same.id
  return await makeMovie(tx, { title: choice.title.trim(), year: choice.year, ids: {} })
}

const makeMovie = async (
  tx: Kysely<CatalogDatabase>,
  known: { title: string; year: number | undefined; ids: Record<string, string> },
): Promise<string> => {
  const id = createId()
  const name = { ...known, titleAlts: [] }
  await writeMovies(tx, [movieToWrite({ id, replaces: false, name, nfo: undefined, stored: undefined, knownFrom: 'name', artwork: {} })])
  return id
}
