import { findKnownItems, inTransaction, lockItems, storedFields, writeMovies, type StoredFields } from '@backlot/catalog'
import { PermanentError, worker, type JobContext } from '@backlot/jobs'
import {
  askAboutMovie,
  askingFor,
  askLater,
  containerSource,
  isProviderError,
  offline,
  readProviderItems,
  requestImages,
  writeProviderItems,
  type Asking,
  type MovieFields,
  type MovieSource,
  type Told,
} from '@backlot/metadata'
import { enrichContent, refreshMovie } from '@backlot/metadata-args'
import type { FoundFilm } from '../import/found-film.ts'
import { indexFilms } from '../import/index-films.ts'
import { movieToWrite } from '../import/movie-to-write.ts'
import type { MoviePorts } from '../ports.ts'
import { findOnDisk, mediaOf } from './find-on-disk.ts'
import { joinFilms } from './join-films.ts'

/** What a refresh read. */
export interface RefreshMovieResult {
  /** The sources that were read, best first; empty when there was nothing to read, and nothing was changed. */
  sources: string[]
  /** The film that it turned out to be, where the catalog had that one already; this one is gone. */
  joined?: string
}

/** Everything that a refresh read before it writes. */
interface Read {
  movieId: string
  film: FoundFilm | undefined
  container: MovieSource | undefined
  told: Told<MovieFields> | undefined
  asking: Asking
}

/**
 * Reads a film again: NFO, container, name and pictures on disk, then the first provider that serves films. Credits, genres
 * and artwork are replaced in one transaction with the search index; what a person or an NFO locked stays, and so does what
 * the sources have nothing about. Further providers follow as a job of their own. With `force` container and provider are
 * read in full, also where nothing changed. While the provider is out of reach the job waits and nothing is changed.
 */
export const refreshMovieWorker = (ports: Pick<MoviePorts, 'db' | 'search' | 'probe' | 'online'>) =>
  worker(
    refreshMovie,
    askLater(async ({ args: { movieId, force = false, languages }, signal, progress, insert, insertMany }): Promise<RefreshMovieResult> => {
      if ((await storedFields(ports.db, [movieId])).length === 0) throw new PermanentError(`There is no film ${movieId}`)
      progress({ phase: 'reading files' })
      const film = await findOnDisk(ports, movieId, signal)
      const facts = film && (await mediaOf(ports, { film, force, signal }))
      const container = facts?.readable === true ? containerSource(facts) : undefined
      progress({ phase: 'asking providers' })
      const asking = await askingFor(ports.db, ports.online ?? offline, { itemId: movieId, languages })
      const told = await askProvider(ports, { movieId, film, asking, force, signal })
      if (film === undefined && (told === undefined || told.is === 'unknown')) return { sources: [] }
      progress({ phase: 'writing' })
      signal.throwIfAborted()
      return await write(ports, { movieId, film, container, told, asking }, { insert, insertMany })
    }),
  )

const askProvider = async (
  { db }: Pick<MoviePorts, 'db'>,
  { movieId, film, asking, force, signal }: Pick<Read, 'movieId' | 'film' | 'asking'> & { force: boolean; signal: AbortSignal },
): Promise<Told<MovieFields> | undefined> => {
  const provider = asking.providers.find(({ movie }) => movie !== undefined)
  const [known] = await findKnownItems(db, { type: 'movie', itemIds: [movieId], titles: [], externalIds: [] })
  if (provider === undefined || known === undefined) return undefined
  const last = (await readProviderItems(db, movieId)).get(provider.name)
  const stored = Object.fromEntries(known.externalIds.toReversed().map(({ provider: name, value }) => [name, value]))
  const titles = [film?.nfo?.title, known.title, film?.nfo?.originalTitle, film?.title].filter(
    (title) => title !== undefined && title !== '',
  )
  // What an NFO says hides what a provider said, so without its answer there would be nothing where the NFO says less now.
  const canBeUnchanged = !force && film?.nfo === undefined && !Object.values(known.provenance).includes('nfo')
  try {
    return await askAboutMovie(provider, {
      clues: {
        type: 'movie',
        ids: { ...stored, ...film?.ids, ...film?.nfo?.uniqueIds },
        titles: [...new Set(titles)] as string[],
        year: film?.nfo?.year ?? known.year ?? undefined,
      },
      last: canBeUnchanged ? last : undefined,
      signal,
      languages: asking.languages,
    })
  } catch (error) {
    // It was asked, so that the daily sweep does not ask for the same again each day.
    if (isProviderError(error, 'not found')) await writeProviderItems(db, [{ itemId: movieId, provider: provider.name, providerId: null }])
    throw error
  }
}

type Inserts = Pick<JobContext<unknown>, 'insert' | 'insertMany'>

const write = async (ports: Pick<MoviePorts, 'db' | 'search'>, read: Read, { insert, insertMany }: Inserts): Promise<RefreshMovieResult> =>
  await inTransaction(ports.db, async (tx) => {
    const { movieId, film, container, told, asking } = read
    await lockItems(tx, 'movie')
    const [stored] = await storedFields(tx, [movieId])
    if (stored === undefined) throw new PermanentError(`The film ${movieId} was removed meanwhile`)
    const joined = told?.is === 'read' ? await joinFilms(tx, { movieId, stored, told }) : undefined
    if (joined !== undefined) {
      await indexFilms(tx, { search: ports.search, insert }, [movieId, joined])
      return { sources: [], joined }
    }
    const online: MovieSource[] = told?.is === 'read' ? [{ source: told.provider, fields: told.fields }] : []
    await writeMovies(tx, [
      movieToWrite({
        id: movieId,
        replaces: true,
        name: film && { title: nameTitle(film, stored), titleAlts: film.titleAlts, year: film.year, ids: { ...film.ids } },
        nfo: film?.nfo,
        sources: [...online, ...(container === undefined ? [] : [container])],
        providers: asking.providers.map(({ name }) => name),
        stored,
        knownFrom: knownFrom(read, stored),
        artwork: film === undefined ? {} : { local: { rootId: film.rootId, folder: film.folder, pictures: film.artwork } },
      }),
    ])
    if (told !== undefined) await writeProviderItems(tx, [providerItem(movieId, told)])
    await indexFilms(tx, { search: ports.search, insert }, [movieId])
    if (told?.is === 'read') await requestImages(tx, [movieId], insertMany)
    const further = asking.providers.filter(({ name, movie }) => movie !== undefined && name !== told?.provider).map(({ name }) => name)
    if (further.length > 0) await insert(enrichContent({ contentType: 'movie', contentId: movieId, providers: further }), { tx })
    const local =
      film === undefined ? [] : [...(film.nfo === undefined ? [] : ['nfo']), ...(container === undefined ? [] : ['container']), 'name']
    return { sources: [...local, ...(told === undefined || told.is === 'unknown' ? [] : [told.provider])] }
  })

const providerItem = (itemId: string, told: Told<MovieFields>) => ({
  itemId,
  provider: told.provider,
  ...(told.is === 'unknown' ? { providerId: null } : { providerId: told.id, version: told.version }),
})

const knownFrom = ({ film, told }: Read, stored: StoredFields): StoredFields['knownFrom'] => {
  if (told?.is === 'read' || stored.knownFrom === 'provider') return 'provider'
  return film?.nfo === undefined ? stored.knownFrom : 'nfo'
}

/** A file that was matched by hand, or by its NFO alone, may be called anything; then what is stored is the better name. */
const nameTitle = (film: FoundFilm, stored: StoredFields): string => {
  const byHand = film.files.some(({ file }) => file.known?.match?.by === 'manual')
  return byHand || film.title === '' ? stored.title : film.title
}
