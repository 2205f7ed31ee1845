// Scans a library in a process of its own, with an importer that counts and stores nothing:
// `node test-scan-in-child.ts DATABASE_URL LIBRARY_ID`. Writes the result and the most files that came at a time.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { nothingToWrite } from '../import/nothing-to-write.ts'
import type { ScanImporter } from '../import/scan-importer.ts'
import type { LibraryDatabase } from '../library-database.ts'
import { scanLibrary } from '../scan/scan-library.ts'

const [, , connectionString = '', libraryId = ''] = process.argv
const db = new Kysely<LibraryDatabase>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 4 }) }) })
const counts = { files: 0, most: 0 }
const importer: ScanImporter = {
  itemFolder: (folder) => folder,
  filesAtATime: 2_000,
  prepare: async (items) => {
    const files = items.flatMap(({ rootId, files: listed }) => listed.map(({ folder, name }) => ({ rootId, folder, name })))
    counts.files += files.length
    counts.most = Math.max(counts.most, files.length)
    return await Promise.resolve([nothingToWrite(files)])
  },
  filesChanged: async () => await Promise.resolve(),
  complete: async () => await Promise.resolve(),
}
const result = await scanLibrary(
  { db },
  {
    libraryId,
    libraryName: 'films',
    jobId: 'test',
    importer,
    signal: new AbortController().signal,
    progress: () => {},
    log: { info: () => {}, warn: () => {}, error: () => {} },
    // News of the scan, and nothing else.
    insert: async ({ kind, definition: { queue } }) =>
      kind === 'notification'
        ? await Promise.resolve({ id: 'none', kind, queue, duplicate: false })
        : await Promise.reject(new Error(`${kind} is not to be inserted`)),
  },
)
process.stdout.write(JSON.stringify({ result, ...counts, largest: process.resourceUsage().maxRSS * 1_024 }))
await db.destroy()
