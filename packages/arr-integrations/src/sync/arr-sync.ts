import type { NotificationEvent } from '@backlot/jobs/args'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { ArrDatabase } from '../arr-database.ts'
import type { HistoryRecord } from '../client/arr-facts.ts'
import type { ArrClient } from '../client/create-arr-client.ts'
import type { Row } from '../client/read-row.ts'
import type { StoredFiles } from '../files/store-files.ts'
import type { ChangedItems } from '../ports.ts'
import type { NamesById } from './lookups.ts'
import type { RemoteItem } from './remote-item.ts'
import type { SyncRun } from './sync-context.ts'
import type { IdentifiedItem, News, WrittenItem, WrittenPage } from './write-page.ts'

/** What a server lists, as far as every sync needs it. */
export interface Listed {
  id: number
  qualityProfileId?: number | undefined
  tags: number[]
}

/** What syncing with one server consists of; the two apps differ in no more than this. */
export interface ArrSync<Value extends Listed = Listed, Item extends RemoteItem = RemoteItem> {
  client: ArrClient
  type: 'movie' | 'series'
  schema: z.ZodType<Value>
  changed: ChangedItems
  /** How many are written in one transaction at the most. */
  pageSize: number
  /** What writing one takes, where some take much more than others, and how much of that one transaction takes on. */
  weight?: { of(value: Value): number; ofPage: number }
  /** All that the server has: one request. */
  list(signal: AbortSignal): AsyncIterable<Row<Value>>
  /** One of them. */
  one(id: number, signal: AbortSignal): Promise<Row<Value> | undefined>
  /** Which one a record of its history is about. */
  touched(record: HistoryRecord): number | undefined
  /** What they are, with their files; asks the server for what its list does not have. */
  itemsOf(values: readonly Value[], names: NamesById, run: SyncRun): Promise<Item[]>
  writeItems(tx: Kysely<ArrDatabase>, items: readonly IdentifiedItem<Item>[]): Promise<string[]>
  afterFiles?(tx: Kysely<ArrDatabase>, items: readonly WrittenItem<Item>[], files: StoredFiles): Promise<News[]>
  /** What a sync of single items is told of. */
  newsOf(page: WrittenPage, at: Date): NotificationEvent[]
}
