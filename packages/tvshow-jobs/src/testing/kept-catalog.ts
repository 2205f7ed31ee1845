import type { LibraryDatabase } from '@backlot/library'
import { sql, type Kysely } from 'kysely'

/** Keeps the database as it is; gives what puts it back, table by table. */
export const keepCatalog = async (db: Kysely<LibraryDatabase>): Promise<() => Promise<void>> => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'backlot' and tablename not like 'search%' order by 1`.execute(db)
  await sql`create schema kept`.execute(db)
  for (const { name } of rows) await sql`create table ${sql.table(`kept.${name}`)} as table ${sql.table(`backlot.${name}`)}`.execute(db)
  return async () =>
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(`backlot.${name}`)))}`.execute(tx)
      for (const { name } of rows)
        await sql`insert into ${sql.table(`backlot.${name}`)} overriding system value select * from ${sql.table(`kept.${name}`)}`.execute(
          tx,
        )
    })
}

/** All that is stored of series, things by title and numbers in the place of ids, and without times. */
export const storedCatalog = async (db: Kysely<LibraryDatabase>): Promise<Record<string, unknown>> => {
  const { rows } = await sql<Record<string, unknown>>`
    with i as (
      select i.id, i.type, concat_ws(' ', s.title, coalesce('S' || e.season_number || 'E' || e.number, 'S' || n.number)) as label
      from backlot.items i
      left join backlot.episodes e on e.id = i.id left join backlot.seasons n on n.id = i.id
      left join backlot.series s on s.id = coalesce(e.series_id, n.series_id, i.id)
      where i.type <> 'person'
    )
    select
      (select jsonb_agg(to_jsonb(s) - 'id' - 'created_at' - 'updated_at' order by s.title) from backlot.series s) as series,
      (
        select jsonb_agg(to_jsonb(n) - 'id' - 'series_id' - 'created_at' - 'updated_at' order by i.label)
        from backlot.seasons n join i using (id)
      ) as seasons,
      (
        select jsonb_agg(to_jsonb(e) - 'id' - 'series_id' - 'season_id' - 'created_at' - 'updated_at' order by i.label)
        from backlot.episodes e join i using (id)
      ) as episodes,
      (
        select jsonb_agg(jsonb_build_array(i.label, c.kind, c.position, p.known_by) order by i.label, c.kind, c.position)
        from backlot.credits c join i on i.id = c.item_id join backlot.people p on p.id = c.person_id
      ) as credits,
      (
        select jsonb_agg(jsonb_build_array(i.label, g.name) order by i.label, x.position)
        from backlot.item_genres x join i on i.id = x.item_id join backlot.genres g on g.id = x.genre_id
      ) as genres,
      (
        select jsonb_agg(jsonb_build_array(i.label, a.source, a.type) order by i.label, a.source, a.type)
        from backlot.artwork a join i on i.id = a.item_id
      ) as artwork,
      (
        select jsonb_agg(jsonb_build_array(i.label, language, title, overview) order by i.label, language)
        from backlot.item_translations t join i on i.id = t.item_id
      ) as translations,
      (
        select jsonb_agg(jsonb_build_array(i.label, country, certification) order by i.label, country)
        from backlot.item_certifications t join i on i.id = t.item_id
      ) as certifications`.execute(db)
  return rows[0] ?? {}
}
