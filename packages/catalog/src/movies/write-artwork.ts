import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** Pictures of a film: those beside its files, by folder, and addresses that a source offers. */
export interface ArtworkToWrite {
  /** The folder that was looked through; its pictures replace the ones stored from there. */
  local?: { rootId: string; folder: string; pictures: { type: string; name: string }[] } | undefined
  /** Replaces what is stored from the same source; undefined: stays. */
  remote?: { source: string; pictures: { type: string; url: string }[] } | undefined
}

/** Replaces the artwork of films, each place for itself. */
export const writeArtwork = async (
  tx: Kysely<CatalogDatabase>,
  movies: readonly { id: string; replaces: boolean; artwork: ArtworkToWrite }[],
): Promise<void> => {
  const places = movies
    .filter(({ replaces }) => replaces)
    .flatMap(({ id, artwork: { local, remote } }) => [
      ...(local === undefined ? [] : [{ movie_id: id, source: 'local', root_id: local.rootId, folder: local.folder }]),
      ...(remote === undefined ? [] : [{ movie_id: id, source: remote.source, root_id: null, folder: null }]),
    ])
  const rows = movies.flatMap(({ id, artwork: { local, remote } }) => [
    ...(local?.pictures ?? []).map(({ type, name }, position) => ({
      movie_id: id,
      type,
      position,
      source: 'local',
      root_id: local?.rootId,
      folder: local?.folder,
      name,
    })),
    ...(remote?.pictures ?? []).map(({ type, url }, position) => ({ movie_id: id, type, position, source: remote?.source, url })),
  ])
  if (places.length > 0) {
    await sql`
      delete from backlot.artwork a using jsonb_to_recordset(${rowsParameter(places)}) as r (movie_id uuid, source text, root_id bigint, folder text)
      where a.movie_id = r.movie_id and a.source = r.source
        and a.root_id is not distinct from r.root_id and a.folder is not distinct from r.folder`.execute(tx)
  }
  if (rows.length === 0) return
  await sql`
    insert into backlot.artwork (movie_id, type, position, source, root_id, folder, name, url)
    select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (
      movie_id uuid, type text, position integer, source text, root_id bigint, folder text, name text, url text
    )`.execute(tx)
}
