import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { inTransaction, lockItems, storedFields, writeMovies, type StoredFields } from '@backlot/catalog'
import { PermanentError, worker } from '@backlot/jobs'
import { listItem, type ItemListing } from '@backlot/library'
import { containerSource, type MediaFacts } from '@backlot/metadata'
import { refreshMovie } from '@backlot/metadata-args'
import { sql } from 'kysely'
import type { FoundFilm } from '../import/found-film.ts'
import { groupItem } from '../import/group-item.ts'
import { indexFilms } from '../import/index-films.ts'
import { movieToWrite } from '../import/movie-to-write.ts'
import { readSidecars } from '../import/read-sidecars.ts'
import type { MoviePorts } from '../ports.ts'

/** What a refresh read. */
export interface RefreshMovieResult {
  /** The sources that were read, best first; empty when no file of the film can be seen, and nothing was changed. */
  sources: string[]
}

/**
 * Reads a film again from what lies on disk: NFO, container, name and pictures. Credits, genres and artwork are replaced
 * in one transaction; what a person locked stays, and so does what the sources have nothing about. With `force` the
 * container is read again, too.
 */
export const refreshMovieWorker = (ports: Pick<MoviePorts, 'db' | 'search' | 'probe'>) =>
  worker(refreshMovie, async ({ args: { movieId, force = false }, signal, progress, insert }): Promise<RefreshMovieResult> => {
    if ((await storedFields(ports.db, [movieId])).length === 0) throw new PermanentError(`There is no film ${movieId}`)
    progress({ phase: 'reading files' })
    const film = await findOnDisk(ports, movieId, signal)
    if (film === undefined) return { sources: [] }
    const facts = await containerOf(ports, { film, force, signal })
    const container = facts?.readable === true ? containerSource(facts) : undefined

    progress({ phase: 'writing' })
    signal.throwIfAborted()
    await inTransaction(ports.db, async (tx) => {
      await lockItems(tx, 'movie')
      const [stored] = await storedFields(tx, [movieId])
      if (stored === undefined) throw new PermanentError(`The film ${movieId} was removed meanwhile`)
      await writeMovies(tx, [
        movieToWrite({
          id: movieId,
          replaces: true,
          name: { title: nameTitle(film, stored), titleAlts: film.titleAlts, year: film.year, ids: { ...film.ids } },
          nfo: film.nfo,
          sources: container === undefined ? [] : [container],
          stored,
          knownFrom: film.nfo === undefined || stored.knownFrom === 'provider' ? stored.knownFrom : 'nfo',
          artwork: { local: { rootId: film.rootId, folder: film.folder, pictures: film.artwork } },
        }),
      ])
      await indexFilms(tx, { search: ports.search, insert }, [movieId])
    })
    return { sources: [...(film.nfo === undefined ? [] : ['nfo']), ...(container === undefined ? [] : ['container']), 'name'] }
  })

/** A file that was matched by hand, or by its NFO alone, may be called anything; then what is stored is the better name. */
const nameTitle = (film: FoundFilm, stored: StoredFields): string => {
  const byHand = film.files.some(({ file }) => file.known?.match?.by === 'manual')
  return byHand || film.title === '' ? stored.title : film.title
}

/** The film among the files on disk: of several places the first with an NFO, else the first. */
const findOnDisk = async ({ db }: Pick<MoviePorts, 'db'>, movieId: string, signal: AbortSignal): Promise<FoundFilm | undefined> => {
  const { rows } = await sql<{ rootId: string; rootPath: string; itemFolder: string }>`
    select distinct f.root_id as "rootId", r.path as "rootPath", f.item_folder as "itemFolder"
    from backlot.files f join backlot.library_roots r on r.id = f.root_id
    where f.item_id = ${movieId} and f.missing_since is null and f.role <> 'extra'
    order by 1, 3 limit 20`.execute(db)
  const found: FoundFilm[] = []
  for (const address of rows) {
    const films = await filmsOf(await listItem(db, address), movieId, signal)
    // On a root that is offline there is no NFO to be seen, which must not look like one that was deleted.
    for (const film of films) if (await isThere(address.rootPath, film)) found.push(film)
  }
  return found.find(({ nfo }) => nfo !== undefined) ?? found[0]
}

const isThere = async (rootPath: string, { files }: FoundFilm): Promise<boolean> => {
  const [first] = files
  if (first === undefined) return false
  const { folder, name } = first.file
  return await lstat(join(rootPath, folder, name)).then(
    () => true,
    () => false,
  )
}

const filmsOf = async (item: ItemListing, movieId: string, signal: AbortSignal): Promise<FoundFilm[]> => {
  const { films } = groupItem(item)
  const own = films.filter(({ files }) => files.some(({ file }) => file.known?.itemId === movieId))
  const read: FoundFilm[] = []
  for (const film of own) read.push((await readSidecars(film, { item, films, signal })).film)
  return read
}

const containerOf = async (
  { db, probe }: Pick<MoviePorts, 'db' | 'probe'>,
  { film, force, signal }: { film: FoundFilm; force: boolean; signal: AbortSignal },
): Promise<MediaFacts | undefined> => {
  const file = film.files[0]?.file
  if (file === undefined || file.known === null || file.disc) return undefined
  const row = await db
    .selectFrom('backlot.files as f')
    .innerJoin('backlot.library_roots as r', 'r.id', 'f.root_id')
    .select(['f.media', 'r.path'])
    .where('f.id', '=', file.known.id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  // Stored by the probe in the same words.
  if (row.media !== null && !force) return row.media as unknown as MediaFacts
  return await probe.probe([row.path, file.folder, file.name].filter((part) => part !== '').join('/'), { signal })
}
