import { createId } from '@backlot/jobs'
import {
  enrichItems,
  writeArtwork,
  writeCollections,
  writeExternalIds,
  writeGenres,
  writeMovies,
  writeTitles,
  type CollectionToWrite,
  type KnownItem,
  type MovieToWrite,
  type TitleToWrite,
} from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import { mergeMovie, type MovieFields } from '@backlot/metadata'
import type { Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import { movieFieldsOf } from './movie-fields-of.ts'
import type { RadarrItem } from './radarr-item.ts'

const source = 'radarr'

/** Films of a Radarr with the films that they are; undefined: one that is to be made. */
export type IdentifiedMovie = { item: RadarrItem; movie: KnownItem | undefined }

/** Makes the films that are new, and adds to the others what a Radarr knows and no better source does. Gives the id of each, in the order given. */
export const writeMoviesOf = async (tx: Kysely<ArrDatabase>, films: readonly IdentifiedMovie[]): Promise<string[]> => {
  // A film that a server has twice is one film.
  const byTmdb = new Map<string, string>()
  const ids = films.map(({ item, movie }) => {
    const key = item.ids[0] === undefined ? undefined : `${item.ids[0].provider}:${item.ids[0].value}`
    const id = movie?.id ?? (key === undefined ? undefined : byTmdb.get(key)) ?? createId()
    if (key !== undefined) byTmdb.set(key, id)
    return id
  })
  const withIds = films.map((film, place) => ({ ...film, id: ids[place] ?? '', fields: movieFieldsOf(film.item.movie) }))
  const distinct = [...new Map(withIds.map((film) => [film.id, film])).values()]
  await writeMovies(
    tx,
    distinct.flatMap(({ id, item, movie, fields }) => (movie === undefined ? [newMovie(id, item, fields)] : [])),
  )
  await enrich(
    tx,
    distinct.filter(({ movie }) => movie !== undefined),
  )
  return ids
}

const newMovie = (id: string, item: RadarrItem, fields: MovieFields): MovieToWrite => ({
  id,
  replaces: false,
  title: item.title,
  sortTitle: normalizeTitle(item.title),
  originalTitle: fields.originalTitle,
  year: fields.year,
  overview: fields.plot,
  runtimeMinutes: fields.runtimeMinutes,
  certification: fields.certification,
  released: fields.premiered,
  ratings: fields.ratings ?? [],
  countries: [],
  studios: fields.studios ?? [],
  tags: [],
  trailer: fields.trailer,
  collection: collectionOf(fields),
  knownFrom: 'provider',
  lockedFields: [],
  provenance: mergeMovie([{ source, fields }]).provenance,
  titles: titlesOf(item),
  externalIds: item.ids,
  genres: fields.genres,
  credits: [],
  artwork: { remote: { source, pictures: fields.artwork ?? [] } },
})

const enrich = async (tx: Kysely<ArrDatabase>, films: readonly { id: string; item: RadarrItem; fields: MovieFields }[]): Promise<void> => {
  if (films.length === 0) return
  const collections = await writeCollections(
    tx,
    films.flatMap(({ fields }) => collectionOf(fields) ?? []),
  )
  const genres = await enrichItems(
    tx,
    'movie',
    source,
    films.map(({ id, item, fields }) => ({
      ...fields,
      id,
      title: item.title,
      sortTitle: normalizeTitle(item.title),
      set: collections.get(collectionOf(fields)?.knownBy ?? ''),
    })),
  )
  await writeTitles(
    tx,
    films.map(({ id, item }) => ({ id, replaces: false, titles: titlesOf(item) })),
  )
  await writeExternalIds(
    tx,
    'movie',
    films.map(({ id, item }) => ({ id, externalIds: item.ids })),
  )
  await writeGenres(
    tx,
    films.flatMap(({ id, fields }) => (genres.has(id) ? [{ id, replaces: true, genres: fields.genres }] : [])),
  )
  await writeArtwork(
    tx,
    films.map(({ id, fields }) => ({ id, replaces: true, artwork: { remote: { source, pictures: fields.artwork ?? [] } } })),
  )
}

/** The titles of an item, to find it by. */
export const titlesOf = ({ titles }: { titles: readonly string[] }): TitleToWrite[] =>
  titles.map((title) => ({ title: title.slice(0, 500), normalized: normalizeTitle(title.slice(0, 500)) }))

const collectionOf = ({ set }: MovieFields): CollectionToWrite | undefined =>
  set?.name === undefined
    ? undefined
    : { name: set.name, knownBy: set.tmdbId === undefined ? `name:${set.name.toLowerCase()}` : `tmdb:${set.tmdbId}` }
