import { join } from 'node:path'
import {
  forgetManagedItems,
  inTransaction,
  knownManagedItems,
  lockItems,
  markMissing,
  removeItemsWithoutFiles,
  type KnownManagedItem,
  type MatchedType,
} from '@backlot/catalog'
import { mapBounded } from '@backlot/library'
import type { Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import { isRootThere, lookAtFile } from '../files/look-at-file.ts'
import type { ChangedItems } from '../ports.ts'
import type { SyncRun } from './sync-context.ts'

/**
 * What a server keeps no more: files of it that are gone from disk are marked missing, as a scan would; the item itself
 * stays for as long as it has a file, and goes at once where it never had one.
 */
export const retireItems = async (
  db: Kysely<ArrDatabase>,
  remoteIds: readonly number[],
  {
    run,
    type,
    changed,
    finish,
  }: {
    run: Pick<SyncRun, 'source' | 'roots' | 'insert' | 'signal'>
    type: MatchedType
    changed: ChangedItems
    finish?: (tx: Kysely<ArrDatabase>, retired: { items: KnownManagedItem[]; removed: string[]; missing: number }) => Promise<void>
  },
): Promise<{ gone: number; missing: number }> => {
  const items = await knownManagedItems(db, run.source, remoteIds)
  const rootsThere = new Map(
    await Promise.all(run.roots.map(async (root) => [root.id, (await isRootThere(root)) ? root : undefined] as const)),
  )
  const files = items.flatMap((item) => item.files.flatMap(({ file }) => file ?? []))
  const looks = await mapBounded(files, { limit: 32, signal: run.signal }, async ({ rootId, folder, name }) => {
    const root = rootsThere.get(rootId)
    return root === undefined ? 'unseen' : await lookAtFile(join(root.path, folder, name))
  })
  const gone = files.filter((_, place) => looks[place] === 'gone').map(({ id }) => id)
  await inTransaction(db, async (tx) => {
    await lockItems(tx, type)
    await markMissing(tx, gone)
    await forgetManagedItems(tx, run.source, remoteIds)
    const itemIds = [...new Set(items.flatMap(({ itemId }) => itemId ?? []))]
    const removed = await removeItemsWithoutFiles(tx, itemIds)
    await changed.index(tx, itemIds, run.insert)
    await finish?.(tx, { items, removed: removed.map(({ id }) => id), missing: gone.length })
  })
  return { gone: items.length, missing: gone.length }
}
