import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** A column of very many rows that names a row of another table. */
interface Reference {
  table: string
  column: string
  to: string
  /** What becomes of the row when the other is deleted. */
  onDelete: 'cascade' | 'set null'
}

const references: readonly Reference[] = [
  { table: 'files', column: 'root_id', to: 'library_roots', onDelete: 'cascade' },
  { table: 'files', column: 'item_id', to: 'items', onDelete: 'set null' },
  { table: 'credits', column: 'item_id', to: 'items', onDelete: 'cascade' },
  { table: 'credits', column: 'person_id', to: 'people', onDelete: 'cascade' },
  { table: 'episodes', column: 'id', to: 'items', onDelete: 'cascade' },
  { table: 'episodes', column: 'series_id', to: 'series', onDelete: 'cascade' },
  { table: 'episodes', column: 'season_id', to: 'seasons', onDelete: 'set null' },
  { table: 'episode_files', column: 'file_id', to: 'files', onDelete: 'cascade' },
  { table: 'episode_files', column: 'episode_id', to: 'episodes', onDelete: 'cascade' },
]

/**
 * PostgreSQL checks a reference for each row by itself, which was a third of what storing a file or an episode cost. Those of
 * the tables with the most rows are checked for all rows of a statement at once, and mean the same: a row that is named is
 * there, and is kept from being deleted until the transaction ends; when it is deleted, what named it is deleted or lets go.
 */
export const referencesByStatement: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createFunctions(db)
    for (const [table, own] of Object.entries(Object.groupBy(references, (reference) => reference.table))) {
      for (const { column } of own ?? [])
        await sql`alter table ${sql.table(`backlot.${table}`)} drop constraint ${sql.ref(`${table}_${column}_fkey`)}`.execute(db)
      const named = (own ?? []).flatMap(({ column, to }) => [sql.lit(column), sql.lit(to)])
      for (const event of ['insert', 'update'])
        await sql`
          create trigger ${sql.ref(`${table}_references_${event}`)} after ${sql.raw(event)} on ${sql.table(`backlot.${table}`)}
          referencing new table as fresh for each statement execute function backlot.check_references(${sql.join(named)})`.execute(db)
    }
    for (const { table, column, to, onDelete } of references)
      await sql`
        create trigger ${sql.ref(`${table}_${column}_let_go`)} after delete on ${sql.table(`backlot.${to}`)}
        referencing old table as gone for each statement
        execute function backlot.let_go(${sql.join([table, column, onDelete].map((word) => sql.lit(word)))})`.execute(db)
  },
}

const createFunctions = async (db: Kysely<unknown>): Promise<void> => {
  // Each name is looked up in the index of the other table: the planner knows nothing of a table that is filled for the first time.
  await sql`
    create function backlot.check_references() returns trigger language plpgsql as $$
    declare
      missing text;
    begin
      for at in 0 .. tg_nargs - 1 by 2 loop
        execute format(
          'select f.id from (select distinct %1$I as id from fresh where %1$I is not null offset 0) f
          left join lateral (select true as found from backlot.%2$I t where t.id = f.id for key share offset 0) t on true
          where t.found is null limit 1',
          tg_argv[at], tg_argv[at + 1]
        ) into missing;
        if missing is not null then
          raise foreign_key_violation using
            message = format('%s of %s names %s, which is not in %s', tg_argv[at], tg_table_name, missing, tg_argv[at + 1]),
            table = tg_table_name, column = tg_argv[at];
        end if;
      end loop;
      return null;
    end $$`.execute(db)
  await sql`
    create function backlot.let_go() returns trigger language plpgsql as $$
    begin
      if not exists (select from gone) then
        return null;
      end if;
      if tg_argv[2] = 'cascade' then
        execute format('delete from backlot.%1$I t using gone where t.%2$I = gone.id', tg_argv[0], tg_argv[1]);
      else
        execute format('update backlot.%1$I t set %2$I = null from gone where t.%2$I = gone.id', tg_argv[0], tg_argv[1]);
      end if;
      return null;
    end $$`.execute(db)
}
