import { inTransaction, lockItems, removeItemsWithoutFiles, writeManagedItems, type KnownItem, type MatchedType } from '@backlot/catalog'
import type { NotificationEvent } from '@backlot/jobs/args'
import type { Kysely } from 'kysely'
import type { ArrDatabase, SyncCounts } from '../arr-database.ts'
import type { SeenItem } from '../files/look-at-items.ts'
import { storeFiles, type StoredFiles } from '../files/store-files.ts'
import type { ChangedItems } from '../ports.ts'
import { identifyItems } from './identify-items.ts'
import type { RemoteItem } from './remote-item.ts'
import type { SyncRun } from './sync-context.ts'

/** A server's item with the one of ours that it is; `item: undefined`: it is to be made. */
export interface IdentifiedItem<Item extends RemoteItem> {
  seen: SeenItem<Item>
  known: KnownItem | undefined
}

/** An item that is written: with its id, and whether it was made. */
export type WrittenItem<Item extends RemoteItem> = SeenItem<Item> & { itemId: string; isNew: boolean }

/** An item as news tell of it. */
export interface ChangedItem {
  id: string
  title: string
  year: number | undefined
  remoteId: number
}

/** What came of a page. */
export interface WrittenPage {
  counts: SyncCounts
  added: ChangedItem[]
  /** Known before, and with a file now. */
  available: ChangedItem[]
  /** What there is to be told of parts of items. */
  news: News[]
}

/** An event, once it is known when. */
export type News = (at: Date) => NotificationEvent

/** What a type of items adds to writing a page. */
export interface PageWriter<Item extends RemoteItem> {
  type: MatchedType
  changed: ChangedItems
  /** Makes or completes the items; gives the id of each. */
  writeItems(tx: Kysely<ArrDatabase>, items: readonly IdentifiedItem<Item>[]): Promise<string[]>
  /** What else is to be stored once the files are; gives the news of that. */
  afterFiles?(tx: Kysely<ArrDatabase>, items: readonly WrittenItem<Item>[], files: StoredFiles): Promise<News[]>
  /** Runs last, in the same transaction: news, checkpoint. */
  finish?(tx: Kysely<ArrDatabase>, page: WrittenPage): Promise<void>
}

/**
 * Writes a page of a server's items in one transaction: which ones they are, what is said of them, their files, what the
 * server keeps; makes them searchable and asks for new files to be read. A fixed number of statements.
 */
export const writePage = async <Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  seen: readonly SeenItem<Item>[],
  { run, writer }: { run: Pick<SyncRun, 'source' | 'instance' | 'insert' | 'insertMany'>; writer: PageWriter<Item> },
): Promise<WrittenPage> =>
  await inTransaction(db, async (tx) => {
    await lockItems(tx, writer.type)
    const known = await identifyItems(tx, writer.type, seen)
    const ids = await writer.writeItems(
      tx,
      seen.map((one, place) => ({ seen: one, known: known[place] })),
    )
    const items = seen.map((one, place) => ({ ...one, itemId: ids[place] ?? '', isNew: known[place] === undefined }))
    const files = await storeFiles(tx, items, `${run.instance.app === 'radarr' ? 'Radarr' : 'Sonarr'} "${run.instance.name}"`)
    const news = (await writer.afterFiles?.(tx, items, files)) ?? []
    await writeManagedItems(
      tx,
      run.source,
      items.map((one) => managedItem(one, files)),
    )
    const before = seen.flatMap(({ known: earlier }) => earlier?.itemId ?? []).filter((id) => !ids.includes(id))
    const lost = [...new Set([...files.lost, ...before])]
    await removeItemsWithoutFiles(tx, lost)
    await writer.changed.index(tx, [...new Set([...ids, ...lost])], run.insert)
    if (files.toRead.length > 0)
      await run.insertMany(
        files.toRead.map((file) => writer.changed.readFile(file)),
        { tx },
      )
    const page = { ...pageOf(items, files), news }
    await writer.finish?.(tx, page)
    return page
  })

const managedItem = <Item extends RemoteItem>(
  { item, itemId, files: seen }: SeenItem<Item> & { itemId: string },
  { fileIds }: StoredFiles,
) => {
  const files = seen.map(({ remote }) => ({ ...remote, fileId: fileIds.get(remote.remoteId) ?? null }))
  // A file that should be in a library and could not be seen is looked for again by the next full sync.
  const isComplete = seen.every(({ place, remote }) => place === undefined || fileIds.has(remote.remoteId))
  return {
    remoteId: item.remoteId,
    itemId,
    title: item.title,
    path: item.path ?? null,
    monitored: item.monitored,
    qualityProfile: item.qualityProfile ?? null,
    tags: item.tags,
    seasons: item.seasons,
    fingerprint: isComplete ? item.fingerprint : '',
    files,
  }
}

const pageOf = <Item extends RemoteItem>(items: readonly WrittenItem<Item>[], files: StoredFiles): Omit<WrittenPage, 'news'> => {
  const changed = items.map(({ item: { remoteId, title, year }, itemId: id, isNew }) => ({ id, title, year, remoteId, isNew }))
  const added = changed.filter(({ isNew }) => isNew)
  return {
    added,
    available: changed.filter(({ id, isNew }) => !isNew && files.available.has(id)),
    counts: {
      added: added.length,
      updated: items.length - added.length,
      files: files.fileIds.size,
      missing: files.missing,
      outside: items.flatMap((item) => item.files).filter(({ place }) => place === undefined).length,
    },
  }
}
