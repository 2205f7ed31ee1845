import { catalogMigrations, findSeries, listEpisodes, type Episode, type Season, type Series } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { perform, type Performed, type PerformOptions } from '@backlot/jobs/testing'
import { addLibrary, libraryMigrations, listProblems, type LibraryDatabase, type Problem, type ScanResult } from '@backlot/library'
import { metadataMigrations } from '@backlot/metadata'
import { createPostgresSearch, searchMigrations, type SearchCollection } from '@backlot/search'
import { createTempFolder, openTestDatabase, type TempFolder } from '@backlot/testing'
import { sql } from 'kysely'
import { scanTVShowLibrary } from '../args.ts'
import type { TVShowPorts } from '../ports.ts'
import { scanTVShowLibraryWorker } from '../workers/scan-tvshow-library.ts'

type ScanArgs = Omit<Parameters<typeof scanTVShowLibrary>[0], 'libraryId'>

/** A library of series on real files and a real database, for one test. */
export interface TestLibrary extends AsyncDisposable {
  id: string
  folder: TempFolder
  ports: TVShowPorts
  databaseUrl: string
  /** Statements since the start; set it back by hand. */
  statements: { count: number }
  scan(args?: ScanArgs, options?: PerformOptions): Promise<ScanResult>
  perform(args?: ScanArgs, options?: PerformOptions): Promise<Performed>
  /** Files by path, each with the episodes that it holds: `Show S01E02`. */
  files(): Promise<TestFile[]>
  /** `path: Show S01E01 + Show S01E02`, of the files that are there. */
  held(): Promise<string[]>
  /** Titles of series with their years: `Castle (2009)`. */
  series(): Promise<string[]>
  find(title: string): Promise<WholeSeries>
  problems(): Promise<Problem[]>
  /** Titles that a search finds. */
  search(text: string, ...collections: SearchCollection[]): Promise<string[]>
}

/** A series with its episodes. */
export interface WholeSeries extends Omit<Series, 'seasons' | 'unnumbered'> {
  seasons: (Omit<Season, 'episodes'> & { episodes: Episode[] })[]
  unnumbered: Episode[]
}

export interface TestFile {
  id: string
  path: string
  role: string
  state: string
  series: string | null
  episodes: string[]
  part: number | null
  version: string | null
  missing: boolean
}

/** Makes a library of the given files (by path; the content is what tells them apart), with old times so that nothing seems to grow. */
export const setupLibrary = async (
  files: Record<string, string | Uint8Array> = {},
  overrides: Partial<TVShowPorts> = {},
): Promise<TestLibrary> => {
  const folder = await createTempFolder()
  await folder.write(files)
  await folder.age()
  const database = await openTestDatabase<LibraryDatabase>({
    template: 'tvshow-jobs',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, libraryMigrations, metadataMigrations, searchMigrations])),
  })
  const { db } = database
  const ports: TVShowPorts = { db, search: createPostgresSearch(db), ...overrides }
  const id = await addLibrary(db, { name: 'TV', type: 'tvshow', paths: [folder.path] })
  const scanWorker = scanTVShowLibraryWorker(ports)
  const performScan: TestLibrary['perform'] = async (args, options) =>
    await perform(scanWorker, scanTVShowLibrary({ libraryId: id, ...args }), options)
  const listFiles = async (): Promise<TestFile[]> => {
    const { rows } = await sql<TestFile>`
      select f.id, concat_ws('/', nullif(f.folder, ''), f.name) as path, f.role, f.state, f.part, f.version,
        f.missing_since is not null as missing, s.title || coalesce(' (' || s.year || ')', '') as series,
        array(
          select coalesce('S' || lpad(e.season_number::text, 2, '0') || 'E' || case when e.number < 10 then '0' else '' end || e.number, e.absolute_number::text, e.aired::text)
          from backlot.episode_files x join backlot.episodes e on e.id = x.episode_id where x.file_id = f.id order by x.position
        ) as episodes
      from backlot.files f left join backlot.series s on s.id = f.item_id order by 2`.execute(db)
    return rows
  }
  return {
    id,
    folder,
    ports,
    databaseUrl: database.url,
    statements: database.statements,
    perform: performScan,
    scan: async (args, options) => (await performScan(args, options)).result as ScanResult,
    files: listFiles,
    held: async () =>
      (await listFiles())
        .filter(({ role, missing }) => role !== 'extra' && !missing)
        .map(({ path, series, episodes }) => `${path}: ${series === null ? '?' : `${series} ${episodes.join('+')}`}`),
    series: async () => {
      const { rows } = await sql<{ one: string }>`
        select title || coalesce(' (' || year || ')', '') as one from backlot.series order by 1`.execute(db)
      return rows.map(({ one }) => one)
    },
    find: async (title) => {
      const { id: seriesId } = await db.selectFrom('backlot.series').select('id').where('title', '=', title).executeTakeFirstOrThrow()
      const series = await findSeries(db, seriesId)
      if (series === undefined) throw new Error(`No series ${title}`)
      const { episodes } = await listEpisodes(db, { seriesId, limit: 500 })
      const bySeason = Map.groupBy(episodes, ({ seasonNumber }) => seasonNumber)
      const seasons = series.seasons.map((season) => ({ ...season, episodes: bySeason.get(season.number) ?? [] }))
      return { ...series, seasons, unnumbered: bySeason.get(null) ?? [] }
    },
    problems: async () => await listProblems(db),
    search: async (text, ...collections) =>
      (
        await createPostgresSearch(db).search({
          text,
          collections: collections.length === 0 ? ['series', 'seasons', 'episodes'] : collections,
        })
      ).hits.map(({ title }) => title),
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
