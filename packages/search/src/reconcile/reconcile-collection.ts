import type { JobContext } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import { documentDigest } from '../document-digest.ts'
import type { DocumentSource } from '../following/document-source.ts'
import { updateIndex } from '../following/update-index.ts'
import type { SearchIndex } from '../search-index.ts'

const atATime = 500

/** How the index of a collection differed from its source. */
export interface CollectionDrift {
  /** Documents that the source has. */
  compared: number
  /** The index had not. */
  missing: number
  /** The index had otherwise. */
  stale: number
  /** The index had, and the source has not. */
  leftOver: number
}

/** What comparing needs. */
export interface Comparing<Database> {
  db: Kysely<Database>
  search: Pick<SearchIndex, 'transactional' | 'index' | 'remove' | 'digests' | 'ids'>
}

/**
 * Compares a collection with its source, page by page in both directions, and repairs what differs. A document that
 * somebody changes meanwhile may count as drift; the repair reads it again, so it does no harm.
 */
export const reconcileCollection = async <Database>(
  { db, search }: Comparing<Database>,
  source: DocumentSource<Kysely<Database>>,
  { signal, progress, dryRun }: Pick<JobContext<unknown>, 'signal' | 'progress'> & { dryRun: boolean },
): Promise<CollectionDrift> => {
  const { collection } = source
  const total = await source.count(db)
  const drift: CollectionDrift = { compared: 0, missing: 0, stale: 0, leftOver: 0 }
  const repair = async (ids: readonly string[]): Promise<void> => {
    if (!dryRun && ids.length > 0) await updateIndex(db, search, { source, ids })
  }
  for (let after: string | undefined; ;) {
    signal.throwIfAborted()
    const ids = await source.idsAfter(db, after, atATime)
    if (ids.length === 0) break
    const documents = await source.documents(db, ids)
    const held = await search.digests(collection, ids)
    const missing = documents.filter(({ id }) => !held.has(id))
    const stale = documents.filter((document) => held.has(document.id) && held.get(document.id) !== documentDigest(document))
    await repair([...missing, ...stale].map(({ id }) => id))
    drift.compared += documents.length
    drift.missing += missing.length
    drift.stale += stale.length
    after = ids.at(-1)
    progress({ phase: `comparing ${collection}`, current: drift.compared, total: Math.max(total, drift.compared) })
  }
  for await (const ids of search.ids(collection)) {
    signal.throwIfAborted()
    const there = new Set(await source.existing(db, ids))
    const leftOver = ids.filter((id) => !there.has(id))
    await repair(leftOver)
    drift.leftOver += leftOver.length
  }
  return drift
}
