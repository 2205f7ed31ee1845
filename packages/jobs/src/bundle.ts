import type { Migration } from 'kysely/migration'
import type { Schedule } from './schedule/schedule.ts'
import type { Worker } from './worker.ts'

/** The tables that a package owns: its migrations by name, applied in the order of their names, forwards only. */
export interface MigrationSet {
  /** The package, for the record of what ran. */
  owner: string
  migrations: Record<string, Migration>
}

/** All that a domain brings to a host; the host knows nothing else of it. */
export interface Bundle {
  name: string
  version: string
  workers: readonly Worker[]
  schedules: readonly Schedule[]
  migrations: readonly MigrationSet[]
}

/** Makes a bundle; what is left out is empty. */
export const bundle = (parts: Pick<Bundle, 'name' | 'version'> & Partial<Bundle>): Bundle => ({
  workers: [],
  schedules: [],
  migrations: [],
  ...parts,
})
