import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { chosenFiles, type FileChoice } from './unmatched-files.ts'

/** What a choice by hand changed. */
export interface ChangedByHand {
  files: number
  /** Films or series that got or lost a file. */
  itemIds: string[]
}

/** What stays the same when a person changes her mind: what was before the first choice by hand. */
const before = sql`coalesce(f.match -> 'before', jsonb_build_object('itemId', f.item_id, 'state', f.state, 'match', f.match))`

const byHand = (why: string) => sql`jsonb_build_object('confidence', 1, 'why', ${why}::text, 'by', 'manual', 'before', ${before})`

/** Says which film or series files are of. No scan changes that; `undoByHand` does. */
export const matchByHand = async (db: Kysely<CatalogDatabase>, choice: FileChoice, itemId: string): Promise<ChangedByHand> => {
  const { rows } = await sql<{ item_id: string; earlier: string | null }>`
    update backlot.files f set item_id = ${itemId}, state = 'matched', match = ${byHand('chosen by a person')}, candidates = null
    from backlot.files old where old.id = f.id and ${chosenFiles(choice)}
    returning f.item_id, old.item_id as earlier`.execute(db)
  return changed(rows)
}

/** Says that files are no films or episodes; they stay out of the unmatched list. `undoByHand` takes that back. */
export const ignoreFiles = async (db: Kysely<CatalogDatabase>, choice: FileChoice): Promise<ChangedByHand> => {
  const { rows } = await sql<{ item_id: string | null; earlier: string | null }>`
    update backlot.files f set item_id = null, state = 'ignored', match = ${byHand('ignored by a person')}
    from backlot.files old where old.id = f.id and ${chosenFiles(choice)}
    returning f.item_id, old.item_id as earlier`.execute(db)
  return changed(rows)
}

/** Puts back what was before a person chose; a film or series that was removed since leaves the file unmatched. Others stay as they are. */
export const undoByHand = async (db: Kysely<CatalogDatabase>, choice: FileChoice): Promise<ChangedByHand> => {
  const { rows } = await sql<{ item_id: string | null; earlier: string | null }>`
    update backlot.files f
    set item_id = m.id, match = case when m.id is not null then nullif(old.match #> '{before,match}', 'null') end,
      state = case when m.id is not null then 'matched' else 'unmatched' end
    from backlot.files old left join backlot.items m on m.id = (old.match #>> '{before,itemId}')::uuid
    where old.id = f.id and ${chosenFiles(choice)} and f.match ->> 'by' = 'manual'
    returning f.item_id, old.item_id as earlier`.execute(db)
  return changed(rows)
}

const changed = (rows: readonly { item_id: string | null; earlier: string | null }[]): ChangedByHand => ({
  files: rows.length,
  itemIds: [...new Set(rows.flatMap(({ item_id, earlier }) => [item_id, earlier]).flatMap((id) => id ?? []))],
})
