import { unmatchedListSchema } from '../http/file-routes.ts'
import { libraryProblemsSchema } from '../http/library-routes.ts'
import type { LibraryProblemView, LibraryView } from '../http/library-schema.ts'
import { apiPath } from './api.ts'
import type { Session } from './open-session.ts'
import { count, oneLine, printJson, printLines } from './print.ts'
import type { LibraryReport, ScanReport } from './scan-report.ts'
import type { Terminal } from './terminal.ts'

/** How many problems or names a library's summary shows; the rest is counted. */
const mostShown = 20

/** Writes what scans came to: the JSON document, or a summary for people with problems and unmatched names. */
export const printReport = async (session: Session, terminal: Terminal, { report, libraries, json }: PrintedReport): Promise<void> => {
  if (json) return await printJson(terminal, report)
  for (const library of report.libraries) {
    const id = libraries.find(({ name }) => name === library.name)?.id
    await printLines(terminal, [...summary(library), ...(id === undefined || library.note !== undefined ? [] : await details(session, id))])
  }
}

/** A report with the libraries that it is about. */
export interface PrintedReport {
  report: ScanReport
  libraries: readonly LibraryView[]
  json: boolean
}

const summary = ({ name, note, error, ...report }: LibraryReport): string[] => {
  if (note !== undefined) return [`${name}: ${note}`]
  if (error !== undefined) return [`${name}: the scan failed: ${error}`]
  const { found, added, updated = 0, moved = 0, matched, unmatched, missing, problems, warnings = 0, skipped, seconds } = report
  const changes = [`${added.toLocaleString('en')} added`, updated > 0 ? `${updated} updated` : '', moved > 0 ? `${moved} moved` : '']
  const reasons = Object.entries(skipped).map(([reason, number]) => `${reason} ${number.toLocaleString('en')}`)
  return [
    `${name}: ${count(found, 'file')} found, ${changes.filter((change) => change !== '').join(', ')} in ${seconds.toFixed(1)} s`,
    `  ${matched.toLocaleString('en')} matched, ${unmatched.toLocaleString('en')} unmatched, ${missing.toLocaleString('en')} missing, ${count(problems, 'problem')}, ${count(warnings, 'warning')}`,
    ...(reasons.length > 0 ? [`  passed over: ${reasons.join(', ')}`] : []),
  ]
}

const details = async ({ api }: Session, library: string): Promise<string[]> => {
  const { problems } = await api(libraryProblemsSchema, { path: apiPath`/api/libraries/${library}/problems` })
  const { folders } = await api(unmatchedListSchema, { path: '/api/unmatched', query: { library } })
  const names = folders.flatMap(({ folder, files }) => files.map(({ name }) => (folder === '' ? name : `${folder}/${name}`)))
  return [...shortened(problems.map(problemLine)), ...shortened(names.map((name) => `  unmatched: ${oneLine(name)}`))]
}

/** A problem in a line; its path is there once, also where the message names it. */
export const problemLine = ({ severity, path, message }: LibraryProblemView): string => {
  const what = severity === 'error' ? 'problem' : severity
  return `  ${what}: ${oneLine(message.includes(path) ? message : `${path}: ${message}`)}`
}

const shortened = (lines: readonly string[]): string[] =>
  lines.length <= mostShown ? [...lines] : [...lines.slice(0, mostShown), `  … and ${(lines.length - mostShown).toLocaleString('en')} more`]
