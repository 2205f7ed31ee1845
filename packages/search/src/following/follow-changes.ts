import type { Insert, JobRequest } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { SourceChange } from './document-source.ts'
import { noteForIndex } from './index-noted.ts'
import { writeChange, type WritableIndex } from './update-index.ts'

/** How an index follows what a transaction changed. */
export interface Following<Db> {
  search: WritableIndex
  insert: Insert
  /** The job that follows the transaction where the index takes no part in it. */
  job: () => JobRequest
  /** What was changed, for an index that does. */
  changes: () => Promise<readonly SourceChange<Db>[]>
}

/**
 * Makes what a transaction changed searchable: in the same transaction where the index takes part in it, else by a job that
 * is part of it. Neither can happen alone.
 */
export const followChanges = async <Database>(tx: Kysely<Database>, following: Following<Kysely<Database>>): Promise<void> => {
  for (const change of await changesToFollow(tx, following)) await writeChange(tx, following.search, change)
}

/** The same for writers of very many: where the index takes part in transactions, changes are noted. Gives them, for `indexNoted`. */
export const noteChanges = async <Database>(
  tx: Kysely<Database>,
  following: Following<Kysely<Database>>,
): Promise<readonly SourceChange<Kysely<Database>>[]> => {
  const changed = await changesToFollow(tx, following)
  await noteForIndex(tx, changed)
  return changed
}

const changesToFollow = async <Database>(
  tx: Kysely<Database>,
  { search, insert, job, changes }: Following<Kysely<Database>>,
): Promise<readonly SourceChange<Kysely<Database>>[]> => {
  if (search.transactional) return await changes()
  await insert(job(), { tx, unique: false })
  return []
}
