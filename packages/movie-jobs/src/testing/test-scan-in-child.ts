// Scans a library in a process of its own, which a test kills: `node test-scan-in-child.ts DATABASE_URL LIBRARY_ID JOB_ID FILES_AT_A_TIME`.
// Writes a line for each batch that it is about to make searchable.
import { perform } from '@backlot/jobs/testing'
import type { LibraryDatabase } from '@backlot/library'
import { createPostgresSearch } from '@backlot/search'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { scanMovieLibrary } from '../args.ts'
import { scanMovieLibraryWorker } from '../workers/scan-movie-library.ts'

const [, , url = '', libraryId = '', id = '', filesAtATime = ''] = process.argv
const db = new Kysely<LibraryDatabase>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 4 }) }) })
const search = createPostgresSearch(db)
const index: typeof search.index = async (...args) => {
  process.stdout.write('batch\n')
  await search.index(...args)
}
const worker = scanMovieLibraryWorker({ db, search: { ...search, index }, filesAtATime: Number(filesAtATime) })
await perform(worker, scanMovieLibrary({ libraryId }), { id })
process.stdout.write('done\n')
await db.destroy()
