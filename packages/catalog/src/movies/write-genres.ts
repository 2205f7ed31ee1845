import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** Replaces the genres of films, of those whose genres are known. */
export const writeGenres = async (
  tx: Kysely<CatalogDatabase>,
  movies: readonly { id: string; replaces: boolean; genres?: string[] | undefined }[],
): Promise<void> => {
  const known = movies.filter(({ genres }) => genres !== undefined)
  if (known.length === 0) return
  const rows = known.flatMap(({ id, genres = [] }) => [...new Set(genres)].map((name, position) => ({ movie_id: id, name, position })))
  const replaced = known.flatMap(({ id, replaces }) => (replaces ? id : []))
  if (replaced.length > 0) await sql`delete from backlot.movie_genres where movie_id = any(${replaced}::uuid[])`.execute(tx)
  await sql`
    insert into backlot.genres (name) select distinct unnest(${rows.map(({ name }) => name)}::text[]) on conflict do nothing`.execute(tx)
  await sql`
    insert into backlot.movie_genres (movie_id, genre_id, position)
    select r.movie_id, g.id, r.position
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (movie_id uuid, name text, position integer)
    join backlot.genres g on g.name = r.name`.execute(tx)
}
