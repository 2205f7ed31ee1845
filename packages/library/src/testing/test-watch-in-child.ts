// Watches a folder in a process of its own, whose limit of watches a test has set: `node test-watch-in-child.ts FOLDER [COUNT]`.
// Makes so many folders in it. Writes the lines that it would log, and whether the folder is watched.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { defineJob, systemClock } from '@backlot/jobs'
import { waitFor } from '@backlot/testing'
import { z } from 'zod'
import { subscribeToFolder } from '../watching/subscribe.ts'
import { watchLibrary } from '../watching/watch-library.ts'

const [, , folder = '', count = '0'] = process.argv
const scan = defineJob({
  kind: 'scan',
  queue: 'bulk',
  timeout: '1m',
  args: z.object({ libraryId: z.string(), paths: z.array(z.string()).optional(), force: z.boolean().optional() }),
})
const lines: string[] = []
const log = (_: object, message: string): void => void lines.push(message)
let scans = 0
const watch = await watchLibrary(
  { id: 'films', name: 'films', roots: [folder] },
  {
    scan,
    jobs: {
      insert: async () => await Promise.resolve({ id: String(scans++), kind: 'scan', queue: 'bulk', duplicate: false } as never),
      jobGet: async () => await Promise.resolve(undefined),
    },
    logger: { debug: log, info: log, warn: log, error: log },
    clock: systemClock,
    quietMs: 100,
    subscribe: subscribeToFolder,
  },
)
for (let made = 0; made < Number(count); made++) await mkdir(join(folder, `new ${made}`))
if (Number(count) > 0) await waitFor('a scan of the new folders', () => scans > 0)
process.stdout.write(JSON.stringify({ lines, watched: watch.roots.map(({ watched }) => watched) }))
await watch.stop()
