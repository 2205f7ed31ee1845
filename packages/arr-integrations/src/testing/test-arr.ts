import { catalogMigrations, findMovie, findSeries, movieDocuments, seriesDocuments, type Movie, type Series } from '@backlot/catalog'
import { defineJob, migrate } from '@backlot/jobs'
import { perform, type Performed, type PerformOptions } from '@backlot/jobs/testing'
import { addLibrary, libraryMigrations } from '@backlot/library'
import { createPostgresSearch, searchMigrations } from '@backlot/search'
import {
  startRadarrSimulator,
  startSonarrSimulator,
  type RadarrSimulator,
  type RadarrSimulatorOptions,
  type SonarrSimulator,
  type SonarrSimulatorOptions,
} from '@backlot/simulators'
import { createTempFolder, openTestDatabase, type TempFolder } from '@backlot/testing'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { ArrDatabase } from '../arr-database.ts'
import { arrMigrations } from '../arr-migrations.ts'
import { syncRadarr, syncSonarr } from '../args.ts'
import type { ArrInstance } from '../client/arr-instance.ts'
import { createRadarrClient, createSonarrClient } from '../client/create-arr-client.ts'
import type { ArrPorts, ChangedItems } from '../ports.ts'
import { readState, type InstanceState } from '../state/instance-state.ts'
import { syncRadarrWorker } from '../workers/sync-radarr.ts'
import { syncSonarrWorker } from '../workers/sync-sonarr.ts'

/** A database with a library of films and one of series on real files, for one test. */
export interface TestArr extends AsyncDisposable {
  db: Kysely<ArrDatabase>
  databaseUrl: string
  ports: ArrPorts
  folder: TempFolder
  libraryId: string
  tvFolder: TempFolder
  tvLibraryId: string
  statements: { count: number }
  films(): Promise<TestFilm[]>
  film(title: string): Promise<Movie>
  files(): Promise<TestFile[]>
  series(title: string): Promise<Series>
  /** Files of series with their episodes: `Season 01/a.mkv: S1E1 S1E2`, with `missing` where they are. */
  episodeFiles(): Promise<string[]>
  managed(): Promise<TestManaged[]>
  find(text: string): Promise<string[]>
  state(instance: Pick<ArrInstance, 'app' | 'name'>): Promise<InstanceState>
}

export interface TestFilm {
  id: string
  film: string
  knownFrom: string
}

export interface TestFile {
  id: string
  path: string
  film: string | null
  missing: boolean
}

export interface TestManaged {
  title: string
  monitored: boolean
  qualityProfile: string | null
  tags: string[]
}

/** Makes the database and the library; the simulators are up to the test. */
export const setupArr = async (overrides: Partial<ArrPorts> = {}): Promise<TestArr> => {
  const folder = await createTempFolder()
  const tvFolder = await createTempFolder()
  const database = await openTestDatabase<ArrDatabase>({
    template: 'arr-integrations',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, libraryMigrations, searchMigrations, arrMigrations])),
  })
  const { db, statements } = database
  const libraryId = await addLibrary(db as never, { name: 'Films', type: 'movie', paths: [folder.path] })
  const tvLibraryId = await addLibrary(db as never, { name: 'Series', type: 'tvshow', paths: [tvFolder.path] })
  const search = createPostgresSearch(db as never)
  const movies: ChangedItems = {
    index: async (tx, ids) => {
      const documents = await movieDocuments(tx, ids)
      const there = new Set(documents.map(({ id }) => id))
      if (documents.length > 0) await search.index('movies', documents, { tx })
      const removed = ids.filter((id) => !there.has(id))
      if (removed.length > 0) await search.remove('movies', removed, { tx })
    },
    readFile,
  }
  const series: ChangedItems = {
    index: async (tx, ids) => {
      const documents = await seriesDocuments(tx, ids)
      if (documents.length > 0) await search.index('series', documents, { tx })
      const removed = ids.filter((id) => !documents.some((document) => document.id === id))
      if (removed.length > 0) await search.remove('series', removed, { tx })
    },
    readFile,
  }
  const ports: ArrPorts = { db, radarr: [], sonarr: [], movies, series, ...overrides }
  return {
    db,
    databaseUrl: database.url,
    ports,
    folder,
    libraryId,
    tvFolder,
    tvLibraryId,
    statements,
    films: async () => {
      const { rows } = await sql<TestFilm>`
        select id, title || coalesce(' (' || year || ')', '') as film, known_from as "knownFrom" from backlot.movies order by 2`.execute(db)
      return rows
    },
    film: async (title) => {
      const { id } = await db.selectFrom('backlot.movies').select('id').where('title', '=', title).executeTakeFirstOrThrow()
      const movie = await findMovie(db, id)
      if (movie === undefined) throw new Error(`No film ${title}`)
      return movie
    },
    files: async () => {
      const { rows } = await sql<TestFile>`
        select f.id, concat_ws('/', nullif(f.folder, ''), f.name) as path, m.title as film, f.missing_since is not null as missing
        from backlot.files f left join backlot.movies m on m.id = f.item_id order by 2`.execute(db)
      return rows
    },
    series: async (title) => {
      const { id } = await db.selectFrom('backlot.series').select('id').where('title', '=', title).executeTakeFirstOrThrow()
      const found = await findSeries(db, id)
      if (found === undefined) throw new Error(`No series ${title}`)
      return found
    },
    episodeFiles: async () => {
      const { rows } = await sql<{ file: string }>`
        select f.name || ':' || coalesce(string_agg(' S' || e.season_number || 'E' || e.number, '' order by ef.position), '')
          || case when f.missing_since is not null then ' missing' else '' end as file
        from backlot.files f left join backlot.episode_files ef on ef.file_id = f.id left join backlot.episodes e on e.id = ef.episode_id
        where f.library_id = ${tvLibraryId} group by f.id order by f.folder, f.name`.execute(db)
      return rows.map(({ file }) => file)
    },
    managed: async () => {
      const { rows } = await sql<TestManaged>`
        select title, monitored, quality_profile as "qualityProfile", tags from backlot.managed_items order by manager, instance, remote_id`.execute(
        db,
      )
      return rows
    },
    find: async (text) => (await search.search({ text, collections: ['movies', 'series'] })).hits.map(({ title }) => title),
    state: async (instance) => await readState(db, instance),
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
      await tvFolder[Symbol.asyncDispose]()
    },
  }
}

/** Starts a simulated Radarr whose `/movies` is the folder of the library, and a client of it. */
export const withRadarr = async (
  arr: TestArr,
  options: RadarrSimulatorOptions & { name?: string; pathMappings?: ArrInstance['pathMappings'] } = {},
): Promise<RadarrSimulator & { sync(args?: Partial<Parameters<typeof syncRadarr>[0]>, perform?: PerformOptions): Promise<Performed> }> => {
  const { name = 'main', pathMappings = [{ remote: '/movies', local: arr.folder.path }], ...simulator } = options
  const radarr = await startRadarrSimulator({ mediaFolder: arr.folder.path, ...simulator })
  const client = createRadarrClient({ app: 'radarr', name, url: radarr.url, apiKey: radarr.apiKey, pathMappings, webhookSecret: 'secret' })
  const ports = { ...arr.ports, radarr: [client] }
  const worker = syncRadarrWorker(ports)
  return {
    ...radarr,
    sync: async (args = {}, performOptions) =>
      await perform(worker, syncRadarr({ instance: name, operation: 'full', ...args }), performOptions),
  }
}

/** Starts a simulated Sonarr whose `/tv` is the folder of the library of series, and a client of it. */
export const withSonarr = async (
  arr: TestArr,
  options: SonarrSimulatorOptions & { name?: string } = {},
): Promise<SonarrSimulator & { sync(args?: Partial<Parameters<typeof syncSonarr>[0]>, perform?: PerformOptions): Promise<Performed> }> => {
  const { name = 'tv', ...simulator } = options
  const sonarr = await startSonarrSimulator({ mediaFolder: arr.tvFolder.path, ...simulator })
  const pathMappings = [{ remote: '/tv', local: arr.tvFolder.path }]
  const client = createSonarrClient({ app: 'sonarr', name, url: sonarr.url, apiKey: sonarr.apiKey, pathMappings, webhookSecret: 'secret' })
  const worker = syncSonarrWorker({ ...arr.ports, sonarr: [client] })
  return {
    ...sonarr,
    sync: async (args = {}, performOptions) =>
      await perform(worker, syncSonarr({ instance: name, operation: 'full', ...args }), performOptions),
  }
}

/** Stands for the kinds of the movie and TV workers that read a new file. */
export const readFile = defineJob({
  kind: 'read_file',
  queue: 'default',
  timeout: '1m',
  args: z.object({ libraryId: z.uuid(), path: z.string() }),
  unique: { by: ['path'], while: 'queued' },
})
