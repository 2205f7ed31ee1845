import { randomUUID } from 'node:crypto'
import {
  findKnownItems,
  findMovie,
  inTransaction,
  lockItems,
  matchByHand,
  removeItemsWithoutFiles,
  writeMovies,
  type CatalogDatabase,
  type FileChoice,
} from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { normalizeTitle } from '@backlot/media-names'
import type { Kysely } from 'kysely'
import { indexFilms } from '../import/index-films.ts'
import { movieToWrite } from '../import/movie-to-write.ts'
import type { MoviePorts } from '../ports.ts'

/** Which film a person means: one that is known, or one by title and year, made when there is none. */
export type MovieChoice = { movieId: string } | { title: string; year?: number }

/** What matching by hand needs. */
export type ByHandPorts = Pick<MoviePorts, 'db' | 'search'> & { insert: Insert }

/**
 * Says which film files are (or all of a folder at once); no scan changes that. Gives the film and how many files;
 * undefined: there is no film of that id.
 */
export const matchFilesByHand = async (
  ports: ByHandPorts,
  files: FileChoice,
  movie: MovieChoice,
): Promise<{ movieId: string; files: number } | undefined> =>
  await inTransaction(ports.db, async (tx) => {
    await lockItems(tx, 'movie')
    const movieId = await chosenMovie(tx, movie)
    if (movieId === undefined) return undefined
    const changed = await matchByHand(tx, files, movieId)
    const itemIds = [...new Set([...changed.itemIds, movieId])]
    await removeItemsWithoutFiles(tx, itemIds)
    await indexFilms(tx, ports, itemIds)
    return { movieId, files: changed.files }
  })

const chosenMovie = async (tx: Kysely<CatalogDatabase>, choice: MovieChoice): Promise<string | undefined> => {
  if ('movieId' in choice) return (await findMovie(tx, choice.movieId))?.id
  const normalized = normalizeTitle(choice.title)
  const known = await findKnownItems(tx, { type: 'movie', itemIds: [], titles: [normalized], externalIds: [] })
  const same = known.find(({ year }) => year === (choice.year ?? null))
  if (same !== undefined) return same.id
  const id = randomUUID()
  const name = { title: choice.title.trim(), titleAlts: [], year: choice.year, ids: {} }
  await writeMovies(tx, [movieToWrite({ id, replaces: false, name, nfo: undefined, stored: undefined, knownFrom: 'name', artwork: {} })])
  return id
}
