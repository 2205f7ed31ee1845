import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // No index: two transactions that take credits from one person must not wait for each other.
  sql`create table backlot.uncredited_people (person_id uuid not null)`,
  sql`
    create function backlot.note_uncredited() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        insert into backlot.uncredited_people select distinct person_id from gone;
      else
        insert into backlot.uncredited_people
        select distinct gone.person_id from gone join come using (item_id, kind, position) where gone.person_id <> come.person_id;
      end if;
      return null;
    end $$`,
  sql`
    create trigger credits_gone after delete on backlot.credits referencing old table as gone
    for each statement execute function backlot.note_uncredited()`,
  sql`
    create trigger credits_changed after update on backlot.credits referencing old table as gone new table as come
    for each statement execute function backlot.note_uncredited()`,
]

/** Notes whose credits went, however they went, for whoever keeps an index of people. */
export const uncreditedPeople: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
