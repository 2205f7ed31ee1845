import { orphanedPeople, type UnindexPeople } from './people/orphaned-people.ts'
import { agingRows, type CleanupTarget } from '@backlot/jobs/system'
import type { Kysely } from 'kysely'
import type { CatalogDatabase } from './catalog-database.ts'

/** What belongs to nothing has no age of its own: it goes whatever the age that was asked for. */
const ofAnyAge = '$1::timestamptz is not null'

/** Rows of the catalog that nothing refers to any more: people without a credit, genres and collections without a film or series. */
export const catalogCleanupTargets = (
  db: Kysely<CatalogDatabase>,
  { unindexPeople }: { unindexPeople: UnindexPeople },
): CleanupTarget[] => [
  orphanedPeople(db, unindexPeople),
  agingRows(db, {
    name: 'orphaned_collections',
    describe: 'Collections that no film is in any more.',
    table: 'backlot.items',
    old: `${ofAnyAge} and type = 'collection' and not exists (select from backlot.movies m where m.collection_id = items.id)`,
  }),
  agingRows(db, {
    name: 'orphaned_genres',
    describe: 'Genres that nothing has any more.',
    table: 'backlot.genres',
    old: `${ofAnyAge} and not exists (select from backlot.item_genres g where g.genre_id = genres.id)`,
  }),
]
