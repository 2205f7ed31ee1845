import { insertedSchema, jobPageSchema } from '../http/job-schema.ts'
import { libraryProblemsSchema } from '../http/library-routes.ts'
import { scanResultSchema, type LibraryView, type ScanOptions } from '../http/library-schema.ts'
import { apiPath } from './api.ts'
import type { ExitCode } from './exit-code.ts'
import type { Session } from './open-session.ts'
import { oneLine } from './print.ts'
import { codeOfReport, reportWithoutScan, type LibraryReport, type ScanReport } from './scan-report.ts'
import type { Terminal } from './terminal.ts'
import { waitForRest } from './wait-for-rest.ts'
import { watchJobs, type EndedJob } from './watch-jobs.ts'

/** A library to scan, and how. */
export interface ScanTarget {
  library: LibraryView
  options: ScanOptions
}

/** A scan job that is stored; none where the library cannot be scanned. */
export interface RequestedScan extends ScanTarget {
  jobId: string | undefined
}

/** Asks for the scans of libraries. A library that this build cannot scan is passed over with a note. */
export const requestScans = async ({ api }: Session, terminal: Terminal, targets: readonly ScanTarget[]): Promise<RequestedScan[]> => {
  const requested: RequestedScan[] = []
  for (const { library, options } of targets) {
    if (library.note !== undefined) {
      terminal.note(`${library.name}: ${library.note}`)
      requested.push({ library, options, jobId: undefined })
      continue
    }
    const inserted = await api(insertedSchema, { method: 'POST', path: apiPath`/api/libraries/${library.id}/scan`, body: options })
    const folders = (options.paths ?? library.roots.map(({ path }) => path)).join(', ')
    terminal.note(`${library.name}: scanning ${oneLine(folders)}`)
    if (inserted.duplicate) terminal.note(`${library.name}: a scan is already on its way (job ${inserted.id}); waiting for that one`)
    requested.push({ library, options, jobId: inserted.id })
  }
  return requested
}

/** Scans libraries, shows how it goes, waits for what the scans set off, and reports. */
export const scanLibraries = async (
  session: Session,
  terminal: Terminal,
  targets: readonly ScanTarget[],
): Promise<{ report: ScanReport; code: ExitCode }> => {
  const requested = await requestScans(session, terminal, targets)
  const jobs = await watchJobs(
    session,
    terminal,
    requested.flatMap(({ library, jobId }) => (jobId === undefined ? [] : [{ id: jobId, name: library.name }])),
  )
  const since = jobs.map(({ createdAt }) => createdAt).toSorted()[0]
  if (since !== undefined) await waitForRest(session, terminal, since)
  const libraries: LibraryReport[] = []
  for (const { library, jobId, options } of requested) {
    const job = jobs.find(({ id }) => id === jobId)
    const scanned = reportOf(library, job)
    const open = options.dryRun === true || job === undefined ? { problems: 0, warnings: 0 } : await countProblems(session, library.id)
    libraries.push({
      ...scanned,
      problems: Math.max(scanned.problems, open.problems),
      warnings: Math.max(scanned.warnings ?? 0, open.warnings),
    })
  }
  const counts = since === undefined ? { completed: 0, failed: 0 } : await countEnds(session, since)
  const report = { libraries, jobs: counts }
  return {
    report,
    code: codeOfReport(
      report,
      jobs.some(({ state }) => state === 'cancelled'),
    ),
  }
}

const reportOf = (library: LibraryView, job: EndedJob | undefined): LibraryReport => {
  if (job === undefined) return reportWithoutScan(library, { note: library.note ?? 'not scanned' })
  const result = scanResultSchema.safeParse(job.result)
  if (job.state === 'completed' && result.success) return { name: library.name, type: library.type, ...result.data }
  return reportWithoutScan(library, { error: oneLine(job.error ?? `the scan was ${job.state}`) })
}

/** What is open now, as far as it is listed: reading the files after the scan may have found more. */
const countProblems = async ({ api }: Session, library: string): Promise<{ problems: number; warnings: number }> => {
  const { problems } = await api(libraryProblemsSchema, { path: apiPath`/api/libraries/${library}/problems` })
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return { problems: errors, warnings: problems.length - errors }
}

/** How many jobs inserted since then have come to which end. */
const countEnds = async ({ api }: Session, since: string): Promise<ScanReport['jobs']> => {
  const countOf = async (state: string): Promise<number> => {
    let found = 0
    let cursor: string | undefined
    do {
      const page = await api(jobPageSchema, { path: '/api/jobs', query: { since, state, cursor, limit: 500 } })
      found += page.jobs.length
      cursor = page.next
    } while (cursor !== undefined)
    return found
  }
  return { completed: await countOf('completed'), failed: await countOf('discarded') }
}
