import { sql } from 'kysely'
import { recordProblems } from '../problems/record-problems.ts'
import type { ScanRun } from '../scan/scan-run.ts'
import type { ImportContext } from './scan-importer.ts'

const kind = 'not searchable'

/** What the importer is told of a scan. */
export const importContext = (run: ScanRun): ImportContext => ({
  libraryId: run.libraryId,
  signal: run.signal,
  log: run.log,
  refused: async ({ collection, id, title }, { message }) => {
    const what = title === undefined ? `One of the ${collection}` : `“${title}”`
    await recordProblems(run.db, run, [
      {
        rootId: null,
        folder: '',
        path: `${collection}/${id}`,
        source: 'import',
        kind,
        severity: 'error',
        message: `${what} is in the library and cannot be found by a search: the index refused it (${message}). Look at its titles and its NFO.`,
      },
    ])
  },
  refusedBefore: async () => {
    const { rows } = await sql<{ collection: string; id: string }>`
      select split_part(path, '/', 1) as collection, split_part(path, '/', 2) as id from backlot.problems
      where library_id = ${run.libraryId} and source = 'import' and kind = ${kind} and resolved_at is null`.execute(run.db)
    return rows
  },
})
