import type { Insert, JobRequest } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { SourceChange } from './document-source.ts'
import { noteForIndex } from './index-noted.ts'
import { writeChange, type WritableIndex } from './update-index.ts'

/** In the transaction of the change, or after it. */
export type IndexWhen = 'now' | 'afterwards'

/** How an index follows what a transaction changed. */
export interface Following<Db> {
  search: WritableIndex
  insert: Insert
  /** The job that follows the transaction where the index takes no part in it. */
  job: () => JobRequest
  /** `afterwards`: only noted, for `indexNoted`. Default `now`. Says nothing to an index that takes no part in transactions. */
  when?: IndexWhen
  /** What was changed, for an index that does. */
  changes: () => Promise<readonly SourceChange<Db>[]>
}

/**
 * Makes what a transaction changed searchable: in the same transaction where the index takes part in it, else by a job that
 * is part of it. Neither can happen alone.
 */
export const followChanges = async <Database>(
  tx: Kysely<Database>,
  { search, insert, job, changes, when = 'now' }: Following<Kysely<Database>>,
): Promise<void> => {
  if (!search.transactional) {
    await insert(job(), { tx, unique: false })
    return
  }
  const changed = await changes()
  if (when === 'afterwards') await noteForIndex(tx, changed)
  else for (const change of changed) await writeChange(tx, search, change)
}
