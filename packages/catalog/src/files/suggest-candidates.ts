import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { tableOf, type MatchedType } from '../items/known-items.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { MatchCandidate } from './files-table.ts'

/** A film or series whose title is near the one that was asked for. */
export interface NearTitle {
  fileId: string
  itemId: string
  title: string
  year: number | null
  /** The title that is near, as the key it compares by. */
  normalized: string
}

/**
 * Films (or series) with the title of a file, the beginning of it, or one that it begins: at most 20 a file, in one statement. Titles
 * are keys as normalizeTitle makes them.
 */
export const nearTitles = async (
  db: Kysely<CatalogDatabase>,
  type: MatchedType,
  files: readonly { fileId: string; title: string }[],
): Promise<NearTitle[]> => {
  const asked = files.flatMap(({ fileId, title }) => (title === '' ? [] : [{ file_id: fileId, title, beginnings: beginningsOf(title) }]))
  if (asked.length === 0) return []
  const { rows } = await sql<NearTitle>`
    select r.file_id as "fileId", m.id as "itemId", m.title, m.year, t.normalized
    from jsonb_to_recordset(${rowsParameter(asked)}) as r (file_id text, title text, beginnings text[])
    cross join lateral (
      select t.item_id, t.normalized from backlot.item_titles t join backlot.items i on i.id = t.item_id and i.type = ${type}
      where t.normalized = any(r.beginnings)
        or t.normalized >= (r.title || ' ') collate "C" and t.normalized < (r.title || '!') collate "C"
      limit 20
    ) t
    join ${tableOf(type)} m on m.id = t.item_id`.execute(db)
  return rows
}

/** The title and what it begins with, by whole words: `blade runner 2049`, `blade runner`, `blade`. */
const beginningsOf = (title: string): string[] => {
  const words = title.split(' ').slice(0, 12)
  return [title, ...words.map((_, index) => words.slice(0, index + 1).join(' ')).filter((beginning) => beginning.length > 2)]
}

/** Stores the candidates of unmatched files, in one statement. */
export const storeCandidates = async (
  db: Kysely<CatalogDatabase>,
  files: readonly { fileId: string; candidates: MatchCandidate[] }[],
): Promise<void> => {
  const rows = files.map(({ fileId, candidates }) => ({ id: fileId, candidates }))
  await sql`
    update backlot.files f set candidates = r.candidates
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (id bigint, candidates jsonb)
    where f.id = r.id and f.state = 'unmatched'`.execute(db)
}
