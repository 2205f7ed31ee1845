import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { countMovies, movieIdsAfter } from '../movies/list-movies.ts'
import { movieDocuments } from '../movies/movie-documents.ts'
import { countPeople, personDocuments, personIdsAfter } from '../people/person-documents.ts'
import { countSeries, seriesIdsAfter, type SeriesPart } from '../series/page-series.ts'
import { episodeDocuments, seasonDocuments, seriesDocuments } from '../series/series-documents.ts'
import { lockItems } from './known-items.ts'

type Db = Kysely<CatalogDatabase>

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Which of some ids a table still has. */
const existingIn =
  (table: 'movies' | 'people' | SeriesPart) =>
  async (db: Db, ids: readonly string[]): Promise<string[]> => {
    // The index may hold an id that was never one of ours.
    const ours = ids.filter((id) => uuid.test(id))
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(`backlot.${table}`)} where id = any(${ours}::uuid[])`.execute(db)
    return rows.map(({ id }) => id)
  }

/** Films, for whoever keeps a search index equal to them. */
export const movieSource = {
  collection: 'movies',
  count: countMovies,
  idsAfter: movieIdsAfter,
  documents: movieDocuments,
  existing: existingIn('movies'),
  lock: async (tx: Db): Promise<void> => await lockItems(tx, 'movie'),
} as const

const partSource = <Part extends SeriesPart>(part: Part, documents: typeof seriesDocuments) => ({
  collection: part,
  count: async (db: Db): Promise<number> => (await countSeries(db))[part],
  idsAfter: async (db: Db, after: string | undefined, limit: number): Promise<string[]> => await seriesIdsAfter(db, part, { after, limit }),
  documents,
  existing: existingIn(part),
  lock: async (tx: Db): Promise<void> => await lockItems(tx, 'series'),
})

/** Series, for whoever keeps a search index equal to them. */
export const seriesSource = partSource('series', seriesDocuments)
/** Seasons, likewise. */
export const seasonSource = partSource('seasons', seasonDocuments)
/** Episodes, likewise. */
export const episodeSource = partSource('episodes', episodeDocuments)

/** People, likewise. Films and series both bring them. */
export const personSource = {
  collection: 'people',
  count: countPeople,
  idsAfter: personIdsAfter,
  documents: personDocuments,
  existing: existingIn('people'),
  lock: async (tx: Db): Promise<void> => {
    await lockItems(tx, 'movie')
    await lockItems(tx, 'series')
  },
} as const

/** Where the documents of every collection come from. */
export const documentSources = [movieSource, seriesSource, personSource, seasonSource, episodeSource] as const
