import type { LibraryView, ScanResultView } from '../http/library-schema.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** What one library's scan came to. */
export interface LibraryReport extends Partial<ScanResultView> {
  name: string
  type: LibraryView['type']
  found: number
  added: number
  matched: number
  unmatched: number
  missing: number
  problems: number
  skipped: Record<string, number>
  seconds: number
  /** Why it was not scanned. */
  note?: string
  /** Why its scan did not come to its end. */
  error?: string
}

/** The document of `start --once --json` and `scan --wait --json`. */
export interface ScanReport {
  libraries: LibraryReport[]
  jobs: { completed: number; failed: number }
}

/** What a report means to a shell: a job that failed weighs more than a problem that a scan found. */
export const codeOfReport = ({ libraries, jobs }: ScanReport, cancelled: boolean): ExitCode => {
  if (jobs.failed > 0 || libraries.some(({ error }) => error !== undefined && !cancelled)) return exitCode.jobFailed
  if (cancelled) return exitCode.jobCancelled
  return libraries.some(({ problems }) => problems > 0) ? exitCode.problems : exitCode.ok
}

/** The report of a library whose scan gave no result: the counts that are known of it. */
export const reportWithoutScan = (library: LibraryView, reason: { note: string } | { error: string }): LibraryReport => {
  const { name, type, found, matched, unmatched, missing } = library
  return { name, type, found, added: 0, matched, unmatched, missing, problems: 0, skipped: {}, seconds: 0, ...reason }
}
