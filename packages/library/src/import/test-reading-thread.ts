import { threadId } from 'node:worker_threads'
import type { ThreadContext } from '@backlot/jobs'
import type { ItemListing } from './scan-importer.ts'

/** For the tests of reading: says where it ran and what it got. */
export default async ({ args }: ThreadContext<readonly ItemListing[]>): Promise<{ thread: number; names: string[] }> =>
  await Promise.resolve({ thread: threadId, names: args.flatMap(({ files }) => files.map(({ name }) => name)) })
