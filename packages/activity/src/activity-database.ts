import type { ColumnType, Generated } from 'kysely'

/** How a deed ended: `refused` was not permitted or made no sense, `failed` was tried. */
export type ActivityOutcome = 'done' | 'refused' | 'failed'

/** `backlot.activity` */
interface ActivityTable {
  id: Generated<string>
  at: Generated<Date>
  actor: string
  deed: string
  target_type: string | null
  target_id: string | null
  target_name: string | null
  origin: string
  outcome: ActivityOutcome
  reason: string | null
  data: ColumnType<Record<string, unknown>, string, never>
}

/** The table that this package owns, for Kysely. */
export interface ActivityDatabase {
  'backlot.activity': ActivityTable
}
