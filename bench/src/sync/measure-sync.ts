import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRadarrSimulator, startSonarrSimulator, type ArrServer } from '@backlot/simulators'
import { startBenchServer } from '../jobs/bench-server.ts'
import { runProgram } from './run-program.ts'

/** What one sync took. The memory is that of the whole program, with its jobs that read new files. */
export interface SyncFigures {
  what: string
  /** Of the sync job alone. */
  seconds: number
  requests: number
  peakMemoryMb: number | undefined
  counts: Record<string, number>
}

interface SyncJob {
  startedAt: string
  finishedAt: string
  result: { counts: Record<string, number> }
}

/** Makes a Radarr and a Sonarr with real files, and syncs with each twice. */
export const measureSync = async (
  { films, series }: { films: number; series: number },
  { say, signal }: { say: (message: string) => void; signal: AbortSignal },
): Promise<SyncFigures[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'backlot-sync-bench-'))
  try {
    await using server = await startBenchServer()
    const [movieFolder, tvFolder, dataFolder] = [join(folder, 'movies'), join(folder, 'tv'), join(folder, 'data')]
    for (const path of [movieFolder, tvFolder, dataFolder]) await mkdir(path)
    say('making files')
    await using radarr = await startRadarrSimulator({ movies: films, mediaFolder: movieFolder })
    await using sonarr = await startSonarrSimulator({ series, seasons: 4, episodesOfSeason: 10, mediaFolder: tvFolder })
    const database = await server.createDatabase()
    const env = {
      DATABASE_URL: database.url,
      BACKLOT_DATA: dataFolder,
      BACKLOT_ARR__RADARR: settingOf(radarr, '/movies', movieFolder),
      BACKLOT_ARR__SONARR: settingOf(sonarr, '/tv', tvFolder),
    }
    const run = async (...argv: string[]) => await runProgram(argv, { env, signal })
    await run('library', 'add', movieFolder, '--name', 'films', '--type', 'movie')
    await run('library', 'add', tvFolder, '--name', 'series', '--type', 'tvshow')
    // What is configured for the first time is synced by itself, which is not what is measured.
    await run('jobs', 'cancel', '--kind', 'radarr_sync,sonarr_sync')
    const figures: SyncFigures[] = []
    const sync = async (what: string, app: 'radarr' | 'sonarr', arr: ArrServer): Promise<void> => {
      say(what)
      arr.requests.clear()
      const { stdout, peakMemoryMb } = await run('sync', app, 'main', '--wait', '--json')
      const { startedAt, finishedAt, result } = JSON.parse(stdout) as SyncJob
      const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 100) / 10
      figures.push({ what, seconds, requests: arr.requests.count(), peakMemoryMb, counts: result.counts })
    }
    await sync(`${films} films`, 'radarr', radarr)
    await sync(`${films} films again`, 'radarr', radarr)
    await sync(`${series * 40} episodes`, 'sonarr', sonarr)
    await sync(`${series * 40} episodes again`, 'sonarr', sonarr)
    return figures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const settingOf = ({ url, apiKey }: ArrServer, remote: string, local: string): string =>
  JSON.stringify([{ name: 'main', url, apiKey, pathMappings: [{ remote, local }] }])
