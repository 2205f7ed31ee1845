import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@backlot/jobs'
import { startPostgres } from '@backlot/postgres-server'
import {
  createPostgresSearch,
  searchCollections,
  searchMigrations,
  type SearchCollection,
  type SearchHit,
  type SearchIndex,
} from '@backlot/search'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { documentOf } from './search-documents.ts'
import { begun, countBeginnings, shuffled, withoutDiacritics, withOneTypo } from './search-queries.ts'
import { madeUpSeries } from './search-series.ts'
import { dice, madeUpFilms, type MadeUpFilm } from './search-titles.ts'

/** How much is made up and asked. */
export interface SearchMeasure {
  films: number
  series: number
  /** Of each series. */
  episodes: number
  /** Queries of each kind. */
  samples: number
  /** How many queries that missed are listed. */
  misses: number
}

const batch = 250

/**
 * How good and how fast the Postgres search index is with films, then with series, seasons, episodes and people beside them,
 * on a PostgreSQL of its own. Times in milliseconds; those of the processor are of the program and its server together.
 */
export const measureSearch = async (measure: SearchMeasure) => {
  const made = { ...measure, films: madeUpFilms(measure.films), series: madeUpSeries(measure.series, measure.episodes) }
  const folder = await mkdtemp(join(tmpdir(), 'backlot-search-bench-'))
  const server = await startPostgres({ folder })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: server.url, max: 4 }) }) })
  try {
    await migrate(server.url, [searchMigrations])
    const search = createPostgresSearch(db)
    const writes = await measureWrites(db, search, made)
    await sql`vacuum analyze`.execute(db)
    const queries = await measureQueries({ db, search, ...made })
    const everything = await fillEverything(search, made)
    await sql`vacuum analyze`.execute(db)
    const besideSeries = await measureQueries({ db, search, ...made })
    const combined = await measureQueries({ db, search, ...made }, searchCollections)
    const combinedSeries = await measureSeries(search, made)
    const { rows } = await sql`select version() as server, pg_size_pretty(pg_total_relation_size('backlot.search_movies')) as index_size,
      pg_size_pretty(pg_total_relation_size('backlot.search_words')) as vocabulary_size, (select count(*)::int from backlot.search_words) as words`.execute(
      db,
    )
    const about = { films: made.films.length, cores: cpus().length, ...(rows[0] as object) }
    return { ...about, writes, queries, everything, besideSeries, combined, combinedSeries }
  } finally {
    await db.destroy()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Made {
  films: MadeUpFilm[]
  series: ReturnType<typeof madeUpSeries>
  samples: number
  misses: number
}

/** 250 documents in one call and one transaction, as a scan writes them; the database syncs every commit. */
const measureWrites = async (db: Kysely<unknown>, search: SearchIndex, { films }: Made) => {
  const documents = films.map(documentOf)
  const batches = Array.from({ length: Math.ceil(documents.length / batch) }, (_, index) =>
    documents.slice(index * batch, (index + 1) * batch),
  )
  const write = async (some: typeof batches) => {
    const times: number[] = []
    for (const one of some) {
      times.push(await timed(async () => await db.transaction().execute(async (tx) => await search.index('movies', one, { tx }))))
    }
    return summary(times)
  }
  const fromNamesMs = await write(batches.map((some) => some.map((document) => ({ ...document, people: [] }))))
  const withPeopleMs = await write(batches)
  const unchangedMs = await write(batches.slice(0, 20))
  const reindexMs = await timed(async () => {
    const build = await search.startReindex('movies')
    for (const some of batches) await build.index(some)
    await build.swap()
  })
  return { batch, fromNamesMs, withPeopleMs, unchangedMs, reindexMs: round(reindexMs) }
}

/** Series, seasons, episodes, and the people of the films. */
const fillEverything = async (search: SearchIndex, { films, series }: Made) => {
  const people = [...new Set(films.flatMap(({ people: names }) => names))].map((name, number) => ({
    ...documentOf({ title: name, year: 0, people: [] }, number),
    genres: [],
  }))
  const documents = [
    ...series.flatMap(({ documents: own }) => own),
    ...people.map((document) => ({ collection: 'people' as const, document })),
  ]
  const counts: Partial<Record<SearchCollection, number>> = {}
  for (const [collection, entries] of Map.groupBy(documents, (entry) => entry.collection)) {
    counts[collection] = entries.length
    for (let start = 0; start < entries.length; start += batch)
      await search.index(
        collection,
        entries.slice(start, start + batch).map(({ document }) => document),
      )
  }
  return counts
}

/** Series and their episodes, asked for in everything at once. */
const measureSeries = async (search: SearchIndex, { series, samples }: Made) => {
  const rolled = dice(11)
  const asked = Array.from({ length: samples }, () => rolled.pick(series))
  const look = async (queryOf: (title: string) => string, isRight: (hit: SearchHit, asked: string) => boolean) => {
    const times: number[] = []
    const missed: string[] = []
    for (const { title } of asked) {
      const text = queryOf(title)
      let hits: SearchHit[] = []
      times.push(await timed(async () => void ({ hits } = await search.search({ text, collections: searchCollections, limit: 20 }))))
      if (!hits.slice(0, 5).some((hit) => isRight(hit, title))) missed.push(text)
    }
    return { inFirstFive: round(1 - missed.length / asked.length, 4), ms: summary(times), missed: missed.slice(0, 5) }
  }
  const isSeries = (hit: SearchHit, title: string): boolean => hit.collection === 'series' && hit.title === title
  return {
    exact: await look((title) => title, isSeries),
    oneTypo: await look((title) => withOneTypo(title, rolled), isSeries),
    episode: await look(
      (title) => `${title} s02e02`,
      ({ collection, title: found }, title) => collection === 'episodes' && found === `${title} S02E02`,
    ),
    season: await look(
      (title) => `${title} season 3`,
      ({ collection, title: found }, title) => collection === 'seasons' && found === `${title} Season 3`,
    ),
  }
}

const measureQueries = async (
  { db, search, films, samples, misses }: Made & { db: Kysely<unknown>; search: SearchIndex },
  collections: readonly SearchCollection[] = ['movies'],
) => {
  const processor = await processorClock(db)
  const rolled = dice(7)
  const asked = Array.from({ length: samples }, () => rolled.pick(films))
  const lookUp = async (queryOf: (film: MadeUpFilm) => string, from = asked) => {
    const times: number[] = []
    const processorTimes: number[] = []
    const missed: { query: string; title: string }[] = []
    for (const film of from) {
      const text = queryOf(film)
      let titles: string[] = []
      const before = processor()
      times.push(
        await timed(async () => {
          titles = (await search.search({ text, collections, limit: 20 })).hits.map(({ title }) => title)
        }),
      )
      processorTimes.push(processor() - before)
      if (!titles.slice(0, 5).includes(film.title)) missed.push({ query: text, title: film.title })
    }
    return {
      inFirstFive: round(1 - missed.length / from.length, 4),
      ms: summary(times),
      processorMs: summary(processorTimes),
      missed: missed.slice(0, misses),
    }
  }
  const translated = asked.filter(({ otherTitle }) => otherTitle !== undefined)
  const beginnings = countBeginnings(films.flatMap(({ title, otherTitle }) => (otherTitle === undefined ? [title] : [title, otherTitle])))
  const telling = asked.filter(({ title }) => beginnings(begun(title)) <= 5)
  await lookUp(({ title }) => title)
  return {
    exact: await lookUp(({ title }) => title),
    oneTypo: await lookUp(({ title }) => withOneTypo(title, rolled)),
    prefix: await lookUp(({ title }) => begun(title), telling),
    prefixOfAll: { ...(await lookUp(({ title }) => begun(title))), begunByMoreThanFiveTitles: asked.length - telling.length },
    otherLanguage: await lookUp(({ otherTitle }) => otherTitle ?? '', translated),
    withoutDiacritics: await lookUp(({ title }) => withoutDiacritics(title)),
    anotherOrder: await lookUp(({ title }) => shuffled(title, rolled)),
    titleAndYear: await lookUp(({ title, year }) => `${title} ${year}`),
    titleAndPerson: await lookUp(({ title, people }) => `${title} ${people[0]}`),
    vague: await vagueTimes(search, collections),
    concurrent: await concurrentTimes(
      search,
      collections,
      asked.map(({ title }) => withOneTypo(title, rolled)),
    ),
  }
}

/** The first letters that somebody types find half of everything. */
const vagueTimes = async (search: SearchIndex, collections: readonly SearchCollection[]) => {
  const times: Record<string, number> = {}
  for (const text of ['s', 'th', 'the', 'the s', 'a', '19', 'the of', '']) {
    const runs: number[] = []
    for (let run = 0; run < 5; run++) runs.push(await timed(async () => void (await search.search({ text, collections }))))
    times[text] = summary(runs).median
  }
  times['the, with every facet'] = round(
    await timed(
      async () => void (await search.search({ text: 'the', collections, facets: ['genre', 'year', 'resolution', 'library', 'hasFile'] })),
    ),
  )
  return times
}

const concurrentTimes = async (search: SearchIndex, collections: readonly SearchCollection[], texts: readonly string[]) => {
  const times: number[] = []
  const waiting = [...texts]
  const ask = async (): Promise<void> => {
    for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
      const asked = text
      times.push(await timed(async () => void (await search.search({ text: asked, collections }))))
    }
  }
  const total = await timed(async () => void (await Promise.all([ask(), ask(), ask(), ask()])))
  return { clients: 4, ms: summary(times), perSecond: Math.round((texts.length / total) * 1000) }
}

/** Milliseconds of processor time, of the program and of the connection that it asks on; of the program alone where the system does not tell. */
const processorClock = async (db: Kysely<unknown>): Promise<() => number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  const ofServer = (): number => {
    try {
      return Number(readFileSync(`/proc/${rows[0]?.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
    } catch {
      return 0
    }
  }
  return () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000 + ofServer()
  }
}

const timed = async (run: () => Promise<void>): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

const summary = (times: readonly number[]) => {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
