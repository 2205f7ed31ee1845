import { abortReasonOf, systemClock, type Clock, type Insert, type JobLog, type ProgressReport } from '@backlot/jobs'
import { sql, type Kysely } from 'kysely'
import { importItems } from '../import/import-items.ts'
import type { ScanImporter } from '../import/scan-importer.ts'
import type { LibraryDatabase } from '../library-database.ts'
import { tellOfStart } from '../telling/tell-of-scan.ts'
import { checkRoots } from './check-roots.ts'
import { finishScan } from './finish-scan.ts'
import { scanLimits } from './scan-limits.ts'
import { lookAgain } from './look-again.ts'
import { reconcile } from './reconcile.ts'
import { closeScan, enterPhase, openScan, type ScanRecord } from './scan-record.ts'
import type { ScanResult } from './scan-result.ts'
import type { ScanRun } from './scan-run.ts'
import { seedFolders } from './seed-folders.ts'
import { walkFolders } from './walk-folders.ts'
import { withLibraryLock } from './with-library-lock.ts'

export interface ScanDependencies {
  db: Kysely<LibraryDatabase>
  clock?: Clock
}

export interface ScanOptions {
  libraryId: string
  libraryName: string
  /** The job that scans: its next attempt goes on where this one ends. */
  jobId: string
  scanId?: string | undefined
  /** Absolute folders (or files in them) to limit the scan to. */
  paths?: readonly string[] | undefined
  /** List every folder, whatever its time says. */
  force?: boolean | undefined
  /** Do everything in one transaction, and roll it back. */
  dryRun?: boolean | undefined
  /** Believe that many files are gone at once, and that a root is empty or was replaced. */
  allowMassRemoval?: boolean | undefined
  importer: ScanImporter
  signal: AbortSignal
  progress: (report: ProgressReport) => void
  log: JobLog
  insert: Insert
}

/**
 * Brings the catalog up to date with a library's folders. Resumable: an attempt that was cancelled, timed out or killed is
 * gone on with by the next of the same job. Resolves with what it found, or with 'busy' while another process scans the
 * library. Rejects with the signal's reason when aborted, and with a PermanentError for paths outside of the library.
 */
export const scanLibrary = async ({ db, clock = systemClock }: ScanDependencies, options: ScanOptions): Promise<ScanResult | 'busy'> =>
  options.dryRun === true
    ? await rolledBack(db, async (tx) => await scan(tx, clock, options))
    : await withLibraryLock(db, options.libraryId, async () => await scan(db, clock, options))

const rolledBack = async <Result>(db: Kysely<LibraryDatabase>, work: (tx: Kysely<LibraryDatabase>) => Promise<Result>): Promise<Result> => {
  const tx = await db.startTransaction().execute()
  try {
    return await work(tx)
  } finally {
    await tx.rollback().execute()
  }
}

const scan = async (db: Kysely<LibraryDatabase>, clock: Clock, options: ScanOptions): Promise<ScanResult> => {
  const { libraryId, jobId, scanId, force = false, dryRun = false, paths } = options
  const begun = async (tx: Kysely<LibraryDatabase>, id: string): Promise<void> => await tellOfStart(tx, { ...options, id, clock, dryRun })
  const record = await openScan(db, { libraryId, jobId, scanId, force, paths, begun })
  if (record.result !== undefined) return record.result
  const spent = stopwatch(clock, record.spentMs)
  try {
    return await runPhases(db, clock, { options, record, spent })
  } catch (error) {
    const cancelled = abortReasonOf(options.signal.reason)?.type === 'cancelled'
    const message = error instanceof Error ? error.message : String(error)
    // In a dry run the transaction may be broken, and the scan is rolled back anyway.
    if (options.dryRun !== true) {
      const end = { state: cancelled ? 'cancelled' : 'failed', error: message, spentMs: spent.all() } as const
      // Where the database is away the row stays open for the job's next attempt; why the scan failed is what counts.
      await closeScan(db, record.id, end).catch((failure: unknown) =>
        options.log.warn(`The end of the scan was not stored (${String(failure)})`),
      )
    }
    throw error
  }
}

const runPhases = async (
  db: Kysely<LibraryDatabase>,
  clock: Clock,
  { options, record, spent }: { options: ScanOptions; record: ScanRecord; spent: Stopwatch },
): Promise<ScanResult> => {
  const { force = false, dryRun = false, allowMassRemoval = false, progress } = options
  const begun = { ...options, db, clock, id: record.id, force, dryRun, allowMassRemoval, limits: undefined }
  progress({ phase: 'checking roots' })
  const roots = await spent.on('roots', async () => await checkRoots(begun))
  const run: ScanRun = { ...begun, roots, limits: await scanLimits(db, { ...options, roots }) }

  if (record.phase === 'roots') {
    progress({ phase: 'walking' })
    await spent.on('walk', async () => await seedFolders(run))
    await enterPhase(db, run.id, 'walk')
  }
  if (record.phase === 'roots' || record.phase === 'walk') {
    progress({ phase: 'walking' })
    await spent.on('walk', async () => await walkFolders(run))
    await spent.on('growing', async () => await lookAgain(run))
    await spent.on('walk', async () => await countItems(run))
    await enterPhase(db, run.id, 'reconcile')
  }
  // Enters the phase of the import itself, in the transaction that stores what it decided.
  if (record.phase !== 'import' && record.phase !== 'finish') await spent.on('reconcile', async () => await reconcile(run))
  await spent.on('import', async () => await importItems(run))
  progress({ phase: 'finishing' })
  return await spent.on('finish', async () => await finishScan(run, spent.all))
}

/** Tells the planner how many items there are, so that it reads pages of them in order instead of sorting them all for each; not in a dry run, which would keep others from doing so. */
const countItems = async ({ db }: ScanRun): Promise<void> => {
  if (!db.isTransaction) await sql`analyze backlot.scan_items`.execute(db)
}

/** Counts the time of each phase, over all attempts. */
interface Stopwatch {
  on<Result>(phase: string, work: () => Promise<Result>): Promise<Result>
  /** Milliseconds by phase, the running one up to now. */
  all: () => Record<string, number>
}

const stopwatch = (clock: Clock, before: Record<string, number>): Stopwatch => {
  const spent = { ...before }
  let running: { phase: string; since: number } | undefined
  const all = (): Record<string, number> => {
    if (running === undefined) return { ...spent }
    return { ...spent, [running.phase]: (spent[running.phase] ?? 0) + clock.now() - running.since }
  }
  return {
    all,
    on: async (phase, work) => {
      running = { phase, since: clock.now() }
      try {
        return await work()
      } finally {
        Object.assign(spent, all())
        running = undefined
      }
    },
  }
}
