import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startBenchServer, type BenchDatabase, type BenchServer } from '../jobs/bench-server.ts'
import type { MadeLibrary } from './made-library.ts'
import { measureWatching, type WatchFigures } from './measure-watching.ts'
import { runBacklot, type BacklotRun } from './run-backlot.ts'

/** What scanning a library took. Times in seconds. */
export interface ScanFigures {
  /** Films' or episodes' files. */
  files: number
  /** Those and what belongs to them: trailers, extras. */
  imported: number
  /** `find` over the same tree, the least that a walk can cost; the median of three. */
  findSeconds: number
  first: {
    seconds: number
    /** Of what was imported. */
    filesPerSecond: number
    peakMemoryMb: number | undefined
    statements: number
    statementsPerThousandFiles: number
  }
  unchanged: { seconds: number; processSeconds: number; statements: number }
  /** Killed in the middle and started again. */
  killed?: { importedBefore: number; seconds: number; sameResult: boolean }
  /** A host that watches what was scanned. */
  watching?: WatchFigures
  /** The folder renamed away, scanned, renamed back and scanned. */
  offline: { exitCode: number | null; removed: number; addedTwice: number }
}

export interface MeasureOptions {
  say: (message: string) => void
  signal: AbortSignal
  /** Whether to kill a scan, too; its claim is lost only after 15 s, which takes its time. */
  kill: boolean
  /** Whether to have a host watch the library. */
  watch?: boolean
}

/** Makes the library, and scans it in every way that the figures speak of; a PostgreSQL of its own, with fsync. */
export const measureScans = async (library: MadeLibrary, { say, signal, kill, watch = false }: MeasureOptions): Promise<ScanFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'backlot-scan-bench-'))
  try {
    await using server = await startBenchServer()
    const [tree, dataFolder] = [join(folder, 'library'), join(folder, 'data')]
    await mkdir(dataFolder)
    say('making files')
    const { found } = await library.make(tree)
    // As a library is: folders that were written a moment ago are read again by the next scan, too.
    await promisify(execFile)('find', [tree, '-exec', 'touch', '-h', '-d', '1 hour ago', '{}', '+'])
    const bench = { library, tree, dataFolder, server, signal }
    const findSeconds = await timeFind(tree)

    say('first scan')
    const database = await countedDatabase(server)
    const first = await scan(bench, database)
    say('unchanged')
    const again = await scan(bench, database)
    const contents = await digest(database, library)
    say('renamed away and back')
    await rename(tree, `${tree}.away`)
    const away = await scan(bench, database)
    await rename(`${tree}.away`, tree)
    const back = await scan(bench, database)
    const sameAfter = (await digest(database, library)) === contents
    if (watch) say('watching')
    const watching = watch
      ? await measureWatching({ tree, type: library.type, databaseUrl: database.url, dataFolder, idleSeconds: 5, signal })
      : undefined
    if (kill) say('killed in the middle')
    const killed = kill ? await killAndResume(bench, found, contents) : undefined

    return {
      files: found,
      imported: first.report.added,
      findSeconds,
      first: {
        seconds: first.report.seconds,
        filesPerSecond: Math.round(first.report.added / first.report.seconds),
        peakMemoryMb: first.peakMemoryMb,
        statements: first.statements,
        statementsPerThousandFiles: Math.round((first.statements / first.report.added) * 1_000),
      },
      unchanged: { seconds: again.report.seconds, processSeconds: round(again.seconds), statements: again.statements },
      ...(killed !== undefined && { killed }),
      ...(watching !== undefined && { watching }),
      offline: { exitCode: away.code, removed: sameAfter ? away.report.missing : found, addedTwice: back.report.added },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Bench {
  library: MadeLibrary
  tree: string
  dataFolder: string
  server: BenchServer
  signal: AbortSignal
}

const timeFind = async (tree: string): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const began = performance.now()
    await promisify(execFile)('find', [tree, '-type', 'f', '-size', '-0'])
    times.push((performance.now() - began) / 1_000)
  }
  return round(times.toSorted((a, b) => a - b)[1] ?? 0)
}

const countedDatabase = async (server: BenchServer): Promise<BenchDatabase> => {
  const database = await server.createDatabase()
  await server.query(`alter database ${database.name} set pg_stat_statements.track = 'top'`)
  return database
}

type CountedRun = BacklotRun & { report: NonNullable<BacklotRun['report']>; statements: number }

const scan = async ({ library, tree, dataFolder, server, signal }: Bench, database: BenchDatabase): Promise<CountedRun> => {
  const before = await statementsOf(server, database)
  const run = await runBacklot(['scan', tree, '--type', library.type, '--wait'], { databaseUrl: database.url, dataFolder, signal })
  const { report } = run
  if (report === undefined) throw new Error(`The scan ended with ${run.code} and no report`)
  return { ...run, report, statements: (await statementsOf(server, database)) - before }
}

const statementsOf = async (server: BenchServer, { name }: BenchDatabase): Promise<number> => {
  const [row] = await server.query<{ calls: number }>(
    `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = $1`,
    [name],
  )
  return row?.calls ?? 0
}

const killAndResume = async (bench: Bench, found: number, contents: string): Promise<NonNullable<ScanFigures['killed']>> => {
  const { library, tree, server, dataFolder, signal } = bench
  const database = await server.createDatabase()
  const argv = ['scan', tree, '--type', library.type, '--wait']
  const killWhen = untilImported(database, found / 2, signal)
  await runBacklot(argv, { databaseUrl: database.url, dataFolder, signal, killWhen })
  const importedBefore = await countImported(database)
  const began = performance.now()
  await runBacklot(argv, { databaseUrl: database.url, dataFolder, signal })
  const seconds = round((performance.now() - began) / 1_000)
  return { importedBefore, seconds, sameResult: (await digest(database, library)) === contents }
}

const untilImported = async (database: BenchDatabase, count: number, signal: AbortSignal): Promise<void> => {
  while ((await countImported(database)) < count) await sleep(20, undefined, { signal })
}

const countImported = async (database: BenchDatabase): Promise<number> => {
  const rows = await database.query<{ count: number }>('select count(*)::int as count from backlot.files').catch(() => [])
  return rows[0]?.count ?? 0
}

const digest = async (database: BenchDatabase, { contents }: MadeLibrary): Promise<string> => {
  const rows = await database.query<{ row: string }>(contents)
  return createHash('sha256')
    .update(rows.map(({ row }) => row).join('\n'))
    .digest('hex')
}

const round = (value: number): number => Number(value.toFixed(2))
