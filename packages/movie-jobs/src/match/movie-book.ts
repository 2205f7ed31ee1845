import type { ExternalId, KnownMovie } from '@backlot/catalog'

/** The films that a batch can match: what the catalog knows, and what the batch itself adds. */
export interface MovieBook {
  byId(id: string): KnownMovie | undefined
  byExternalId(id: ExternalId): KnownMovie | undefined
  /** Films with a normalised title and exactly this year (null: of unknown year). */
  byTitle(normalized: string, year: number | null): KnownMovie[]
  add(movie: KnownMovie): void
}

/** Makes a book of films. */
export const createMovieBook = (movies: readonly KnownMovie[]): MovieBook => {
  const ids = new Map<string, KnownMovie>()
  const externalIds = new Map<string, KnownMovie>()
  const titles = new Map<string, KnownMovie[]>()
  const book: MovieBook = {
    byId: (id) => ids.get(id),
    byExternalId: ({ provider, value }) => externalIds.get(`${provider}:${value}`),
    byTitle: (normalized, year) => titles.get(`${normalized}|${year ?? ''}`) ?? [],
    add: (movie) => {
      ids.set(movie.id, movie)
      for (const { provider, value } of movie.externalIds) externalIds.set(`${provider}:${value}`, movie)
      for (const title of new Set(movie.titles)) titles.set(`${title}|${movie.year ?? ''}`, [...book.byTitle(title, movie.year), movie])
    },
  }
  for (const movie of movies) book.add(movie)
  return book
}

/** Whether a film is known by another id of the same provider, so that it cannot be the one with these ids. */
export const hasOtherIds = (movie: KnownMovie, ids: readonly ExternalId[]): boolean =>
  ids.some(({ provider, value }) => {
    const own = movie.externalIds.filter((id) => id.provider === provider)
    return own.length > 0 && own.every((id) => id.value !== value)
  })
