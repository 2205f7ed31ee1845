// `readSeries` in a thread of its own.
import type { ThreadContext } from '@backlot/jobs'
import type { ItemListing } from '@backlot/library'
import { readSeries, type ReadItemsOfSeries } from './read-series.ts'

/** What the thread is asked to do with the items that it is sent. */
export default async ({ args, signal }: ThreadContext<readonly ItemListing[]>): Promise<ReadItemsOfSeries> => await readSeries(args, signal)
