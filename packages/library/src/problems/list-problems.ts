import type { Kysely, Selectable } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ProblemsTable } from './problems-table.ts'

/** A problem of a library, as it is shown. */
export type Problem = Pick<Selectable<ProblemsTable>, 'id' | 'path' | 'source' | 'kind' | 'severity' | 'message'> & {
  libraryId: string
  firstSeenAt: Date
  lastSeenAt: Date
}

/** The open problems of a library (of all without an id), errors first, then by path; at most `limit` (200) after `offset`. */
export const listProblems = async (
  db: Kysely<LibraryDatabase>,
  { libraryId, limit = 200, offset = 0 }: { libraryId?: string; limit?: number; offset?: number } = {},
): Promise<Problem[]> =>
  await db
    .selectFrom('backlot.problems')
    .select([
      'id',
      'library_id as libraryId',
      'path',
      'source',
      'kind',
      'severity',
      'message',
      'first_seen_at as firstSeenAt',
      'last_seen_at as lastSeenAt',
    ])
    .where('resolved_at', 'is', null)
    .$if(libraryId !== undefined, (query) => query.where('library_id', '=', libraryId ?? ''))
    .orderBy('severity')
    .orderBy('path')
    .limit(limit)
    .offset(offset)
    .execute()
