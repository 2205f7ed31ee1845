import { PermanentError, worker, type Worker } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import { reconcileSearch } from '../args.ts'
import type { DocumentSource } from '../following/document-source.ts'
import { rebuildIndex } from '../following/rebuild-index.ts'
import { waitForIndex } from '../following/wait-for-index.ts'
import type { SearchCollection } from '../search-document.ts'
import type { SearchIndex } from '../search-index.ts'
import { reconcileCollection, type CollectionDrift } from './reconcile-collection.ts'

/** What the reconcile worker needs of the program that runs it. */
export interface SearchPorts<Database> {
  db: Kysely<Database>
  search: Omit<SearchIndex, 'search'>
  /** Where the documents of each collection come from; a collection without a source is left alone. */
  sources: readonly DocumentSource<Kysely<Database>>[]
}

/** What a reconciliation found, in all and by collection. */
export interface ReconcileResult extends CollectionDrift {
  /** Documents written to collections that were built anew. */
  rebuilt: number
  collections: Partial<Record<SearchCollection, CollectionDrift | { rebuilt: number }>>
}

/** Compares the index with its sources and repairs it; a collection that only a reindex makes good is built anew. */
export const reconcileSearchWorker = <Database>({ db, search, sources }: SearchPorts<Database>): Worker =>
  worker(
    reconcileSearch,
    async ({ args: { collections, rebuild = false, dryRun = false }, signal, progress, log }) =>
      await waitForIndex(log, async (): Promise<ReconcileResult> => {
        const chosen = sources.filter(({ collection }) => collections?.includes(collection) ?? true)
        if (chosen.length === 0) throw new PermanentError(`Nothing of this build fills ${collections?.join(', ')}`)
        const outdated = dryRun ? [] : await search.needsReindex()
        const result: ReconcileResult = { compared: 0, missing: 0, stale: 0, leftOver: 0, rebuilt: 0, collections: {} }
        for (const source of chosen) {
          const { collection } = source
          if (!dryRun && (rebuild || outdated.includes(collection))) {
            const rebuilt = await rebuildIndex(db, { search, source }, { signal, progress })
            result.collections[collection] = { rebuilt }
            result.rebuilt += rebuilt
            continue
          }
          const drift = await reconcileCollection({ db, search }, source, { signal, progress, dryRun })
          result.collections[collection] = drift
          result.compared += drift.compared
          result.missing += drift.missing
          result.stale += drift.stale
          result.leftOver += drift.leftOver
          const differed = drift.missing + drift.stale + drift.leftOver
          if (differed > 0) log.warn(`${collection}: ${drift.missing} were missing, ${drift.stale} stale, ${drift.leftOver} left over`)
        }
        return result
      }),
  )
