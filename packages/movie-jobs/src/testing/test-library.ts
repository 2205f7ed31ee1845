import { catalogMigrations, findMovie, type Movie } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { perform, type Performed, type PerformOptions } from '@backlot/jobs/testing'
import {
  addLibrary,
  libraryMigrations,
  listProblems,
  mediaProbe,
  mediaProbeWorker,
  type LibraryDatabase,
  type Problem,
  type ScanResult,
} from '@backlot/library'
import { createContainerProbe, metadataMigrations } from '@backlot/metadata'
import { createPostgresSearch, searchMigrations, type SearchIndex } from '@backlot/search'
import { createTempFolder, openTestDatabase, type TempFolder } from '@backlot/testing'
import { sql } from 'kysely'
import { scanMovieLibrary } from '../args.ts'
import type { MoviePorts } from '../ports.ts'
import { scanMovieLibraryWorker } from '../workers/scan-movie-library.ts'

/** A film library on real files and a real database, for one test. */
export interface TestLibrary extends AsyncDisposable {
  id: string
  folder: TempFolder
  ports: MoviePorts
  databaseUrl: string
  /** Statements since the start; set it back by hand. */
  statements: { count: number }
  scan(args?: Omit<Parameters<typeof scanMovieLibrary>[0], 'libraryId'>, options?: PerformOptions): Promise<ScanResult>
  perform(args?: Omit<Parameters<typeof scanMovieLibrary>[0], 'libraryId'>, options?: PerformOptions): Promise<Performed>
  probe(): Promise<Performed>
  /** Present files by path, each with its film. */
  files(): Promise<TestFile[]>
  /** Titles of films with their years: `Nosferatu (1922)`. */
  films(): Promise<string[]>
  film(title: string): Promise<Movie>
  problems(): Promise<Problem[]>
  /** Titles that a search finds. */
  find(text: string): Promise<string[]>
  /** The index that Postgres keeps. */
  search: SearchIndex['search']
}

export interface TestFile {
  id: string
  path: string
  role: string
  state: string
  film: string | null
  part: number | null
  edition: string | null
  missing: boolean
}

/** Makes a library of the given files (by path; the content is what tells them apart), with old times so that nothing seems to grow. */
export const setupLibrary = async (
  files: Record<string, string | Uint8Array> = {},
  overrides: Partial<MoviePorts> = {},
): Promise<TestLibrary> => {
  const folder = await createTempFolder()
  await folder.write(files)
  await folder.age()
  const database = await openTestDatabase<LibraryDatabase>({
    template: 'movie-jobs',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, libraryMigrations, metadataMigrations, searchMigrations])),
  })
  const { db } = database
  const ports: MoviePorts = { db, search: createPostgresSearch(db), probe: createContainerProbe(), ...overrides }
  const id = await addLibrary(db, { name: 'Films', type: 'movie', paths: [folder.path] })
  const scanWorker = scanMovieLibraryWorker(ports)
  const performScan: TestLibrary['perform'] = async (args, options) =>
    await perform(scanWorker, scanMovieLibrary({ libraryId: id, ...args }), options)
  return {
    id,
    folder,
    ports,
    databaseUrl: database.url,
    statements: database.statements,
    perform: performScan,
    scan: async (args, options) => (await performScan(args, options)).result as ScanResult,
    probe: async () => await perform(mediaProbeWorker({ ...ports }), mediaProbe({ libraryId: id })),
    files: async () => {
      const { rows } = await sql<TestFile>`
        select f.id, concat_ws('/', nullif(f.folder, ''), f.name) as path, f.role, f.state, f.part, f.edition, f.missing_since is not null as missing,
          m.title || coalesce(' (' || m.year || ')', '') as film
        from backlot.files f left join backlot.movies m on m.id = f.item_id order by 2`.execute(db)
      return rows
    },
    films: async () => {
      const { rows } = await sql<{ film: string }>`
        select title || coalesce(' (' || year || ')', '') as film from backlot.movies order by 1`.execute(db)
      return rows.map(({ film }) => film)
    },
    film: async (title) => {
      const { id: movieId } = await db.selectFrom('backlot.movies').select('id').where('title', '=', title).executeTakeFirstOrThrow()
      const movie = await findMovie(db, movieId)
      if (movie === undefined) throw new Error(`No film ${title}`)
      return movie
    },
    problems: async () => await listProblems(db),
    find: async (text) => (await createPostgresSearch(db).search({ text, collections: ['movies'] })).hits.map(({ title }) => title),
    search: async (query) => await createPostgresSearch(db).search(query),
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
