import { defineJob, worker } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { threadId } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readInThread } from './read-in-thread.ts'
import type { ItemListing } from './scan-importer.ts'

const reading = defineJob({ kind: 'reading', queue: 'default', timeout: '1m', args: z.object({ files: z.number() }) })
const module = new URL('./test-reading-thread.ts', import.meta.url)

const readWorker = worker(reading, async (context) => {
  const read = readInThread(context, {
    module,
    read: async (items) => await Promise.resolve({ thread: threadId, names: items.flatMap(({ files }) => files.map(({ name }) => name)) }),
  })
  return await read([itemOf(context.args.files)], context.signal)
})

const itemOf = (count: number): ItemListing => ({
  rootId: '1',
  rootPath: '/films',
  itemFolder: 'A',
  refresh: false,
  sidecars: [],
  files: Array.from({ length: count }, (_, index) => ({
    folder: 'A',
    name: `${index}.mkv`,
    disc: false,
    size: 1,
    mtimeNs: '0',
    device: '1',
    inode: String(index),
    fingerprint: null,
    change: null,
    known: null,
  })),
})

test('a few files are read where they are asked for', async () => {
  const { result } = await perform(readWorker, reading({ files: 3 }))
  expect(result).toEqual({ thread: threadId, names: ['0.mkv', '1.mkv', '2.mkv'] })
})

test('very many files are read in another thread, and nothing of them is lost on the way', async () => {
  const { result } = await perform(readWorker, reading({ files: 500 }))
  expect(result).toMatchObject({ names: Array.from({ length: 500 }, (_, index) => `${index}.mkv`) })
  expect(result).not.toMatchObject({ thread: threadId })
})
