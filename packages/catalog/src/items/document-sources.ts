import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { countMovies, movieIdsAfter } from '../movies/list-movies.ts'
import { movieDocuments } from '../movies/movie-documents.ts'
import { countPeople, personDocuments, personIdsAfter } from '../people/person-documents.ts'
import { countSeries, seriesIdsAfter, type SeriesPart } from '../series/page-series.ts'
import { episodeDocuments, seasonDocuments, seriesDocuments } from '../series/series-documents.ts'

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

/** In the order of ids, so that two who want the same never wait for each other. Who only refers to an item is not held up. */
const lock = async (tx: Db, ids: readonly string[]): Promise<void> => {
  await sql`
    select from backlot.items where id = any(${ids.filter((id) => uuid.test(id))}::uuid[]) order by id for no key update`.execute(tx)
}

/** Films, for whoever keeps a search index equal to them. */
export const movieSource = {
  collection: 'movies',
  count: countMovies,
  idsAfter: movieIdsAfter,
  documents: movieDocuments,
  existing: existingIn('movies'),
  lock,
} as const

const partSource = <Part extends SeriesPart>(part: Part, documents: typeof seriesDocuments) => ({
  collection: part,
  count: async (db: Db): Promise<number> => (await countSeries(db))[part],
  idsAfter: async (db: Db, after: string | undefined, limit: number): Promise<string[]> => await seriesIdsAfter(db, part, { after, limit }),
  documents,
  existing: existingIn(part),
  lock,
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
  // The same people are in very many films.
  mostlyUnchanged: true,
  count: countPeople,
  idsAfter: personIdsAfter,
  documents: personDocuments,
  existing: existingIn('people'),
  lock,
} as const

/** Where the documents of every collection come from. */
export const documentSources = [movieSource, seriesSource, personSource, seasonSource, episodeSource] as const
