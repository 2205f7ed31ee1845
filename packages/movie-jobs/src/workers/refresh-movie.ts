import { findKnownItems, inTransaction, lockItems, storedFields, writeMovies, type StoredFields } from '@backlot/catalog'
import { PermanentError, worker, type JobContext } from '@backlot/jobs'
import { tellOfUpdate } from '@backlot/library'
import {
  askAboutMovie,
  askInOrder,
  askingFor,
  askLater,
  containerSource,
  offline,
  readProviderItems,
  requestImages,
  toldBefore,
  writeProviderItems,
  type AskedInOrder,
  type Asking,
  type MovieFields,
  type MovieSource,
  type Told,
} from '@backlot/metadata'
import { enrichContent, refreshMovie } from '@backlot/metadata-args'
import type { FoundFilm } from '../import/found-film.ts'
import { indexFilms } from '../import/index-films.ts'
import { movieToWrite } from '../import/movie-to-write.ts'
import { writeToldMovie } from '../import/write-told-movie.ts'
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
  asked: AskedInOrder<MovieFields>
  /** What the provider says that knows it. */
  told: Exclude<Told<MovieFields>, { is: 'unknown' }> | undefined
  asking: Asking
  languages: string[] | undefined
}

/**
 * Reads a film again: NFO, container, name and pictures on disk, then the first provider in its library's order that knows
 * it. Credits, genres and artwork are replaced in one transaction with the search index; what a person or an NFO locked
 * stays, and so does what the sources have nothing about. Further providers follow as a job of their own, made in the same
 * transaction. With `force` container and provider are read in full, also where nothing changed. While the provider is out
 * of reach the job waits and nothing is changed.
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
      const asked = await askProviders(ports, { movieId, film, asking, force, signal })
      // They were asked, so that the daily sweep does not ask for the same again each day.
      if (asked.gone !== undefined) {
        await writeProviderItems(ports.db, notesOf(movieId, asked))
        throw asked.gone
      }
      const told = asked.answers.find((answer) => answer.is !== 'unknown')
      if (film === undefined && told === undefined) return { sources: [] }
      progress({ phase: 'writing' })
      signal.throwIfAborted()
      return await write(ports, { movieId, film, container, asked, told, asking, languages }, { insert, insertMany })
    }),
  )

const askProviders = async (
  { db }: Pick<MoviePorts, 'db'>,
  { movieId, film, asking, force, signal }: Pick<Read, 'movieId' | 'film' | 'asking'> & { force: boolean; signal: AbortSignal },
): Promise<AskedInOrder<MovieFields>> => {
  const providers = asking.providers.filter(({ movie }) => movie !== undefined)
  const [known] = await findKnownItems(db, { type: 'movie', itemIds: [movieId], titles: [], externalIds: [] })
  if (providers.length === 0 || known === undefined) return { answers: [], gone: undefined, further: [] }
  const last = await readProviderItems(db, movieId)
  const stored = Object.fromEntries(known.externalIds.toReversed().map(({ provider: name, value }) => [name, value]))
  const titles = [film?.nfo?.title, known.title, film?.nfo?.originalTitle, film?.title].filter(
    (title) => title !== undefined && title !== '',
  )
  // What an NFO says hides what a provider said, so without its answer there would be nothing where the NFO says less now.
  const canBeUnchanged = !force && film?.nfo === undefined && !Object.values(known.provenance).includes('nfo')
  return await askInOrder(
    providers,
    async (provider) =>
      await askAboutMovie(provider, {
        clues: {
          type: 'movie',
          ids: { ...stored, ...film?.ids, ...film?.nfo?.uniqueIds },
          titles: [...new Set(titles)] as string[],
          year: film?.nfo?.year ?? known.year ?? undefined,
        },
        last: canBeUnchanged ? last.get(provider.name) : undefined,
        signal,
        languages: asking.languages,
      }),
  )
}

type Inserts = Pick<JobContext<unknown>, 'insert' | 'insertMany'>

const write = async (ports: Pick<MoviePorts, 'db' | 'search'>, read: Read, { insert, insertMany }: Inserts): Promise<RefreshMovieResult> =>
  await inTransaction(ports.db, async (tx) => {
    const { movieId, film, container, asked, told, asking, languages } = read
    await lockItems(tx, 'movie')
    const [stored] = await storedFields(tx, [movieId])
    if (stored === undefined) throw new PermanentError(`The film ${movieId} was removed meanwhile`)
    const joined = told?.is === 'read' ? await joinFilms(tx, { movieId, stored, told }) : undefined
    if (joined !== undefined) {
      await indexFilms(tx, { search: ports.search, insert }, [movieId, joined])
      return { sources: [], joined }
    }
    const online: MovieSource[] = told?.is === 'read' ? [{ source: told.provider, fields: told.fields }] : []
    const tells = told?.is !== 'read' || (await toldBefore(tx, movieId, [told.provider]))
    const movie = movieToWrite({
      id: movieId,
      replaces: true,
      name: film && { title: nameTitle(film, stored), titleAlts: film.titleAlts, year: film.year, ids: { ...film.ids } },
      nfo: film?.nfo,
      sources: [...online, ...(container === undefined ? [] : [container])],
      providers: asking.providers.map(({ name }) => name),
      stored,
      knownFrom: knownFrom(read, stored),
      artwork: film === undefined ? {} : { local: { rootId: film.rootId, folder: film.folder, pictures: film.artwork } },
    })
    const identified = await tellOfUpdate(tx, { type: 'movie', id: movieId, insert, tells }, async () => {
      if (told?.is === 'read') return await writeToldMovie(tx, movie, told.fields)
      await writeMovies(tx, [movie])
      return []
    })
    await writeProviderItems(tx, notesOf(movieId, asked))
    await indexFilms(tx, { search: ports.search, insert }, [movieId], { personIds: identified })
    if (told?.is === 'read') await requestImages(tx, [movieId], insertMany)
    const { further } = asked
    if (further.length > 0) await insert(enrichContent({ contentType: 'movie', contentId: movieId, providers: further, languages }), { tx })
    const local =
      film === undefined ? [] : [...(film.nfo === undefined ? [] : ['nfo']), ...(container === undefined ? [] : ['container']), 'name']
    return { sources: [...local, ...(told === undefined ? [] : [told.provider])] }
  })

const notesOf = (itemId: string, { answers }: AskedInOrder<MovieFields>) =>
  answers.map((answer) => ({
    itemId,
    provider: answer.provider,
    ...(answer.is === 'unknown' ? { providerId: null } : { providerId: answer.id, version: answer.version }),
  }))

const knownFrom = ({ film, told }: Read, stored: StoredFields): StoredFields['knownFrom'] => {
  if (told?.is === 'read' || stored.knownFrom === 'provider') return 'provider'
  return film?.nfo === undefined ? stored.knownFrom : 'nfo'
}

/** A file that was matched by hand, or by its NFO alone, may be called anything; then what is stored is the better name. */
const nameTitle = (film: FoundFilm, stored: StoredFields): string => {
  const byHand = film.files.some(({ file }) => file.known?.match?.by === 'manual')
  return byHand || film.title === '' ? stored.title : film.title
}
