import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { inTransaction } from '../in-transaction.ts'
import type { ItemChange } from '../items/item-change.ts'
import { removeWithoutFiles } from '../items/remove-without-files.ts'
import { chosenFiles, filesToDecide, type FileChoice } from './unmatched-files.ts'

/** What a choice by hand changed. */
export interface ChangedByHand {
  files: number
  /** Films or series that got or lost a file. */
  itemIds: string[]
  /** Episodes that lost a file, or got one back. */
  episodeIds: string[]
}

const episodesOf = sql`(
  select coalesce(jsonb_agg(x.episode_id order by x.position), '[]') from backlot.episode_files x where x.file_id = f.id
)`

/** What stays the same when a person changes her mind: what was before the first choice by hand. */
const before = sql`coalesce(f.match -> 'before', jsonb_build_object(
  'itemId', f.item_id, 'episodeIds', ${episodesOf}, 'state', f.state, 'match', f.match
))`

const byHand = (why: string) => sql`jsonb_build_object('confidence', 1, 'why', ${why}::text, 'by', 'manual', 'before', ${before})`

/**
 * Says which film or series files are of. No scan changes that; `undoByHand` does. Which episodes they hold is to be said
 * afterwards: they hold none.
 */
export const matchByHand = async (tx: Kysely<CatalogDatabase>, choice: FileChoice, itemId: string): Promise<ChangedByHand> => {
  const { rows } = await sql<ChangedRow>`
    update backlot.files f set item_id = ${itemId}, state = 'matched', match = ${byHand('chosen by a person')}, candidates = null
    from backlot.files old where old.id = f.id and ${filesToDecide(choice)}
    returning f.id, f.item_id, old.item_id as earlier, ${episodesOf} as episodes`.execute(tx)
  return await settled(tx, rows)
}

/** What is told of a change in its transaction, to bring an index up to date. */
type WhenChanged = (tx: Kysely<CatalogDatabase>, change: ItemChange) => Promise<void>

/**
 * Says that files are no films or episodes; they stay out of the unmatched list. `undoByHand` takes that back. What has no
 * file left is removed. Gives how many files.
 */
export const ignoreFiles = async (db: Kysely<CatalogDatabase>, choice: FileChoice, changed: WhenChanged): Promise<number> =>
  await inTransaction(db, async (tx) => await cleaned(tx, await ignore(tx, choice), changed))

/**
 * Puts back what was before a person chose, episodes too; a film or series that was removed since leaves the file unmatched.
 * Other files stay as they are, and what has no file left is removed. Gives how many files.
 */
export const undoByHand = async (db: Kysely<CatalogDatabase>, choice: FileChoice, changed: WhenChanged): Promise<number> =>
  await inTransaction(db, async (tx) => await cleaned(tx, await undo(tx, choice), changed))

const cleaned = async (
  tx: Kysely<CatalogDatabase>,
  { files, itemIds, episodeIds }: ChangedByHand,
  changed: WhenChanged,
): Promise<number> => {
  await changed(tx, { itemIds, episodeIds, removed: await removeWithoutFiles(tx, itemIds) })
  return files
}

const ignore = async (tx: Kysely<CatalogDatabase>, choice: FileChoice): Promise<ChangedByHand> => {
  const { rows } = await sql<ChangedRow>`
    update backlot.files f set item_id = null, state = 'ignored', match = ${byHand('ignored by a person')}
    from backlot.files old where old.id = f.id and ${filesToDecide(choice)}
    returning f.id, f.item_id, old.item_id as earlier, ${episodesOf} as episodes`.execute(tx)
  return await settled(tx, rows)
}

const undo = async (tx: Kysely<CatalogDatabase>, choice: FileChoice): Promise<ChangedByHand> => {
  const { rows } = await sql<ChangedRow>`
    update backlot.files f
    set item_id = i.id, match = case when i.id is not null then nullif(old.match #> '{before,match}', 'null') end,
      state = case when i.id is not null then 'matched' else 'unmatched' end
    from backlot.files old left join backlot.items i on i.id = (old.match #>> '{before,itemId}')::uuid
    where old.id = f.id and ${chosenFiles(choice)} and f.match ->> 'by' = 'manual'
    returning f.id, f.item_id, old.item_id as earlier, ${episodesOf} as episodes, coalesce(old.match #> '{before,episodeIds}', '[]') as before`.execute(
    tx,
  )
  const changed = await settled(tx, rows)
  const { rows: back } = await sql<{ episode_id: string }>`
    insert into backlot.episode_files (file_id, episode_id, position)
    select r.file_id, e.id, r.position
    from unnest(
      ${rows.flatMap(({ id, before: ids = [] }) => ids.map(() => id))}::bigint[],
      ${rows.flatMap(({ before: ids = [] }) => ids)}::uuid[],
      ${rows.flatMap(({ before: ids = [] }) => ids.map((_, position) => position))}::integer[]
    ) as r (file_id, episode_id, position)
    join backlot.episodes e on e.id = r.episode_id join backlot.files f on f.id = r.file_id and f.item_id = e.series_id
    returning episode_id`.execute(tx)
  return { ...changed, episodeIds: [...new Set([...changed.episodeIds, ...back.map(({ episode_id }) => episode_id)])] }
}

interface ChangedRow {
  id: string
  item_id: string | null
  earlier: string | null
  /** What the file held. */
  episodes: string[]
  /** What it held before a person chose. */
  before?: string[]
}

const settled = async (tx: Kysely<CatalogDatabase>, rows: readonly ChangedRow[]): Promise<ChangedByHand> => {
  const holding = rows.filter(({ episodes }) => episodes.length > 0).map(({ id }) => id)
  if (holding.length > 0) await sql`delete from backlot.episode_files where file_id = any(${holding}::bigint[])`.execute(tx)
  return {
    files: rows.length,
    itemIds: [...new Set(rows.flatMap(({ item_id, earlier }) => [item_id, earlier]).flatMap((id) => id ?? []))],
    episodeIds: [...new Set(rows.flatMap(({ episodes }) => episodes))],
  }
}
