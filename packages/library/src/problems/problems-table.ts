import type { Generated } from 'kysely'

/** `error`: something of the library could not be seen or done. `warning`: a file is in the library, its content is damaged. */
export type ProblemSeverity = 'error' | 'warning'

/** What notices a problem, and so what can notice that it is gone. */
export type ProblemSource = 'root' | 'walk' | 'reconcile' | 'import' | 'probe'

/** `backlot.problems` */
export interface ProblemsTable {
  id: Generated<string>
  library_id: string
  root_id: string | null
  /** The folder it is in, relative to the root; an item's folder for what an import noticed. */
  folder: string
  /** The whole path, as it can be shown. */
  path: string
  source: ProblemSource
  /** A few words to group by: `unreadable folder`, `nfo refused`. */
  kind: string
  severity: ProblemSeverity
  /** What is wrong, and what to do. */
  message: string
  scan_id: string | null
  first_seen_at: Generated<Date>
  last_seen_at: Generated<Date>
  resolved_at: Date | null
}
