import type { JobContext } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { SearchIndex } from '../search-index.ts'
import type { DocumentSource } from './document-source.ts'

const atATime = 500

/**
 * Builds the index of a source anew beside the live one, and swaps them: everything stays searchable, and a build that was
 * cut off goes on where it was. Gives how many documents this run indexed.
 */
export const rebuildIndex = async <Database>(
  db: Kysely<Database>,
  { search, source }: { search: Pick<SearchIndex, 'startReindex'>; source: DocumentSource<Kysely<Database>> },
  { signal, progress }: Pick<JobContext<unknown>, 'signal' | 'progress'>,
): Promise<number> => {
  const { collection } = source
  const total = await source.count(db)
  const build = await search.startReindex(collection)
  let indexed = 0
  for (let after = build.resumeAfter; ;) {
    signal.throwIfAborted()
    const ids = await source.idsAfter(db, after, atATime)
    if (ids.length === 0) break
    const byId = new Map((await source.documents(db, ids)).map((document) => [document.id, document]))
    // The last one is where a resumed build goes on, so they keep the order of the ids.
    await build.index(ids.flatMap((id) => byId.get(id) ?? []))
    indexed += byId.size
    after = ids.at(-1)
    progress({ phase: `indexing ${collection}`, current: indexed, total: Math.max(total, indexed) })
  }
  progress({ phase: `swapping ${collection}` })
  await build.swap()
  return indexed
}
