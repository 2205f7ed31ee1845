// `readFilms` in a thread of its own.
import type { ThreadContext } from '@backlot/jobs'
import type { ItemListing } from '@backlot/library'
import { readFilms, type ReadFilms } from './read-films.ts'

/** What the thread is asked to do with the items that it is sent. */
export default async ({ args, signal }: ThreadContext<readonly ItemListing[]>): Promise<ReadFilms> => await readFilms(args, signal)
