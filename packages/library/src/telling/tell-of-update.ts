import type { CatalogDatabase } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { movieUpdated, sendNotification, seriesUpdated } from '@backlot/notifications/args'
import { sql, type Kysely } from 'kysely'

/** A film or series whose facts are about to be written. */
export interface UpdatedItem {
  type: 'movie' | 'series'
  id: string
  insert: Insert
  /** False: nobody is told. What a source says for the first time belongs to the arrival. Default true. */
  tells?: boolean
}

/**
 * Runs what writes facts of a film or series, and tells of it in the same transaction where they are others afterwards: once
 * for a series with all its seasons and episodes. Ratings and pictures, which change by themselves, are not news.
 */
export const tellOfUpdate = async <Written>(
  tx: Kysely<CatalogDatabase>,
  { type, id, insert, tells = true }: UpdatedItem,
  write: () => Promise<Written>,
): Promise<Written> => {
  if (!tells) return await write()
  const before = await factsOf(tx, type, id)
  const written = await write()
  const after = await factsOf(tx, type, id)
  if (before === undefined || after === undefined || before.digest === after.digest) return written
  const { title, year } = after
  const news = { items: [{ id, title, ...(year !== null && { year }) }], at: new Date() }
  await insert(sendNotification({ event: type === 'movie' ? movieUpdated(news) : seriesUpdated(news) }), { tx })
  return written
}

interface Facts {
  title: string
  year: number | null
  /** Of all that is told of it. */
  digest: string
}

const notFacts = sql`'{created_at,updated_at,known_from,provenance,locked_fields,ratings}'::text[]`

const sharedFacts = sql`
  (select jsonb_agg(g.genre_id order by g.position) from backlot.item_genres g where g.item_id = i.id),
  (select jsonb_agg(jsonb_build_array(c.kind, c.person_id, c.role) order by c.kind, c.position) from backlot.credits c where c.item_id = i.id)`

const partsOf = (table: 'seasons' | 'episodes') => sql`
  (select string_agg(md5((to_jsonb(p) - ${notFacts} - 'id')::text), '' order by p.id) from ${sql.table(`backlot.${table}`)} p where p.series_id = i.id)`

const factsOf = async (tx: Kysely<CatalogDatabase>, type: UpdatedItem['type'], id: string): Promise<Facts | undefined> => {
  const { rows } =
    type === 'movie'
      ? await sql<Facts>`
          select i.title, i.year, md5(jsonb_build_array(to_jsonb(i) - ${notFacts}, ${sharedFacts})::text) as digest
          from backlot.movies i where i.id = ${id}`.execute(tx)
      : await sql<Facts>`
          select i.title, i.year,
            md5(jsonb_build_array(to_jsonb(i) - ${notFacts}, ${sharedFacts}, ${partsOf('seasons')}, ${partsOf('episodes')})::text) as digest
          from backlot.series i where i.id = ${id}`.execute(tx)
  return rows[0]
}
