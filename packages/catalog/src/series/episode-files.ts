import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { RemovedItem } from '../items/remove-items.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** Replaces which episodes files hold, in two statements. */
export const writeEpisodeFiles = async (
  tx: Kysely<CatalogDatabase>,
  files: readonly { fileId: string; episodeIds: readonly string[] }[],
): Promise<void> => {
  if (files.length === 0) return
  await sql`delete from backlot.episode_files where file_id = any(${files.map(({ fileId }) => fileId)}::bigint[])`.execute(tx)
  const rows = files.flatMap(({ fileId, episodeIds }) =>
    [...new Set(episodeIds)].map((episodeId, position) => ({ file_id: fileId, episode_id: episodeId, position })),
  )
  if (rows.length === 0) return
  await sql`
    insert into backlot.episode_files (file_id, episode_id, position)
    select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (file_id bigint, episode_id uuid, position integer)`.execute(tx)
}

/** Makes one episode of two rows that turned out to mean the same: the files of `from` are files of `into`, and `from` is removed. */
export const mergeEpisodes = async (tx: Kysely<CatalogDatabase>, pairs: readonly { from: string; into: string }[]): Promise<void> => {
  if (pairs.length === 0) return
  const given = sql`jsonb_to_recordset(${rowsParameter(pairs)}) as r ("from" uuid, "into" uuid)`
  await sql`
    insert into backlot.episode_files (file_id, episode_id, position)
    select f.file_id, r."into", f.position from ${given} join backlot.episode_files f on f.episode_id = r."from"
    on conflict do nothing`.execute(tx)
  await sql`delete from backlot.items where id = any(${pairs.map(({ from }) => from)}::uuid[])`.execute(tx)
}

/**
 * Removes episodes of series that no file holds and no provider knows, and then seasons without an episode; gives what was
 * removed. Two statements.
 */
export const removeEpisodesWithoutFiles = async (tx: Kysely<CatalogDatabase>, seriesIds: readonly string[]): Promise<RemovedItem[]> => {
  if (seriesIds.length === 0) return []
  // Episode by episode through the indexes: the tables fill too fast for the planner's statistics.
  const { rows: episodes } = await sql<RemovedItem>`
    delete from backlot.items i
    where i.id = any(array(
      select e.id from unnest(${seriesIds}::uuid[]) as w (id)
      cross join lateral (select id, known_from from backlot.episodes where series_id = w.id offset 0) e
      where e.known_from <> 'provider' and not exists (select from backlot.episode_files f where f.episode_id = e.id offset 0)
    ))
    returning i.id, i.type`.execute(tx)
  const { rows: seasons } = await sql<RemovedItem>`
    delete from backlot.items i using backlot.seasons s
    where i.id = s.id and s.series_id = any(${seriesIds}::uuid[]) and s.known_from <> 'provider'
      and not exists (select from backlot.episodes e where e.season_id = s.id)
    returning i.id, i.type`.execute(tx)
  return [...episodes, ...seasons]
}
