import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startTmdbSimulator } from '@backlot/simulators'
import { startBenchServer } from '../jobs/bench-server.ts'
import { runProgram } from '../sync/run-program.ts'
import { filesOf, madeSeries, requestsFor } from './made-series.ts'

/** What refreshing a library from a provider took. */
export interface RefreshFigures {
  series: number
  /** Series that have all that the provider tells of them. */
  refreshed: number
  hosts: number
  /** From the first request to the last. */
  seconds: number
  /** For series. */
  requests: number
  /** For all else: whether the provider is well. */
  otherRequests: number
  /** The fewest requests that it can take. */
  allowed: number
  /** Series that took more requests than they need. */
  tooMany: number
  /** Attempts of refreshes after the first: it failed, or its host was silent for so long that another took it. Each asks anew. */
  repeated: number
  /** The most requests that reached the provider in any second. */
  mostInASecond: number
  /** The largest of the hosts. */
  peakMemoryMb: number | undefined
}

export interface RefreshOptions {
  series: number
  hosts: number
}

/** Makes a library of series and a TMDb on loopback that knows them; scans it and lets one or more hosts refresh it, as people run them. */
export const measureRefresh = async (
  { series: count, hosts }: RefreshOptions,
  { say, signal }: { say: (message: string) => void; signal: AbortSignal },
): Promise<RefreshFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'backlot-refresh-bench-'))
  try {
    await using server = await startBenchServer()
    await using tmdb = await startTmdbSimulator()
    const series = madeSeries(count)
    const library = join(folder, 'tv')
    say('making files')
    for (const one of series) {
      tmdb.addSeries({ ...one })
      for (const file of filesOf(one)) await writeOld(join(library, file), file)
    }
    const database = await server.createDatabase()
    const run = async (host: number, ...argv: string[]) =>
      await runProgram(argv, {
        env: {
          DATABASE_URL: database.url,
          BACKLOT_DATA: join(folder, `data-${host}`),
          BACKLOT_METADATA__TMDB__URL: tmdb.url,
          BACKLOT_METADATA__TMDB__TOKEN: tmdb.token,
        },
        signal,
      })
    await run(0, 'library', 'add', library, '--name', 'tv', '--type', 'tvshow')
    say(`scanning and refreshing with ${hosts === 1 ? 'one host' : `${hosts} hosts`}`)
    const runs = await Promise.all(Array.from({ length: hosts }, async (_, host) => await run(host, 'start', '--once', '--tv', library)))
    const forSeries = tmdb.requests.filter(({ path }) => /^\/tv\/\d+$/.test(path))
    const asked = Map.groupBy(forSeries, ({ path }) => path)
    const times = tmdb.requests.map(({ at }) => at)
    const [known] = await database.query<{ count: number }>(`
      select count(*)::int as count from backlot.provider_items i join backlot.series s on s.id = i.item_id
      where i.provider_id is not null and s.known_from = 'provider'`)
    const [again] = await database.query<{ count: number }>(`
      select coalesce(sum(retry_count), 0)::int as count from pgboss.job where group_id = 'metadata_refresh_tvshow'`)
    return {
      series: count,
      refreshed: known?.count ?? 0,
      hosts,
      seconds: Math.round(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 100) / 10,
      requests: forSeries.length,
      otherRequests: times.length - forSeries.length,
      allowed: series.reduce((sum, one) => sum + requestsFor(one), 0),
      tooMany: series.filter((one) => (asked.get(`/tv/${one.id}`)?.length ?? 0) > requestsFor(one)).length,
      repeated: again?.count ?? 0,
      mostInASecond: mostIn(times, 1_000),
      peakMemoryMb: runs.reduce<number | undefined>((most, { peakMemoryMb: mb }) => Math.max(most ?? 0, mb ?? 0) || undefined, undefined),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The most moments in any window of so many milliseconds. */
export const mostIn = (times: readonly number[], windowMs: number): number => {
  let [most, first] = [0, 0]
  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? 0) >= windowMs) first++
    most = Math.max(most, index - first + 1)
  }
  return most
}

/** A young file might still grow, and is looked at twice. */
const writeOld = async (path: string, content: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  await utimes(path, new Date(0), new Date(0))
}
