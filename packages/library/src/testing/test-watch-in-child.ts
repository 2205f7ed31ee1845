// Watches a folder in a process of its own, whose limit of watches a test has set: `node test-watch-in-child.ts FOLDER`.
// Writes the lines that it would log, and whether the folder is watched.
import { defineJob, systemClock } from '@backlot/jobs'
import { z } from 'zod'
import { subscribeToFolder } from '../watching/subscribe.ts'
import { watchLibrary } from '../watching/watch-library.ts'

const [, , folder = ''] = process.argv
const scan = defineJob({
  kind: 'scan',
  queue: 'bulk',
  timeout: '1m',
  args: z.object({ libraryId: z.string(), paths: z.array(z.string()).optional(), force: z.boolean().optional() }),
})
const lines: string[] = []
const log = (_: object, message: string): void => void lines.push(message)
const watch = await watchLibrary(
  { id: 'films', name: 'films', roots: [folder] },
  {
    scan,
    jobs: {
      insert: async () => await Promise.reject(new Error('Nothing is to be inserted')),
      jobGet: async () => await Promise.resolve(undefined),
    },
    logger: { debug: log, info: log, warn: log, error: log },
    clock: systemClock,
    quietMs: 100,
    subscribe: subscribeToFolder,
  },
)
process.stdout.write(JSON.stringify({ lines, watched: watch.roots.map(({ watched }) => watched) }))
await watch.stop()
