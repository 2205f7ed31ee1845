import { rowsParameter } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ProblemSeverity, ProblemSource } from './problems-table.ts'

/** A problem as it is found. */
export interface FoundProblem {
  rootId: string | null
  folder: string
  path: string
  source: ProblemSource
  kind: string
  severity: ProblemSeverity
  message: string
}

/** Stores problems, one statement for all; one that is open already is seen again. */
export const recordProblems = async (
  db: Kysely<LibraryDatabase>,
  { id, libraryId }: { id: string | null; libraryId: string },
  problems: readonly FoundProblem[],
): Promise<void> => {
  if (problems.length === 0) return
  const rows = problems.map(({ rootId, ...problem }) => ({ root_id: rootId, ...problem }))
  await sql`
    insert into backlot.problems (library_id, scan_id, root_id, folder, path, source, kind, severity, message)
    select distinct on (r.source, r.kind, r.path) ${libraryId}::uuid, ${id}::uuid, r.*
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (
      root_id bigint, folder text, path text, source text, kind text, severity text, message text
    )
    on conflict (library_id, source, kind, path) where resolved_at is null
    do update set message = excluded.message, severity = excluded.severity, scan_id = excluded.scan_id, last_seen_at = now()`.execute(db)
}
