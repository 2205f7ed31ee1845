import type { MigrationSet } from '@backlot/jobs'
import { arrInstances } from './migrations/0001-arr-instances.ts'

/** The migrations of the tables that this package owns. */
export const arrMigrations: MigrationSet = { owner: 'arr-integrations', migrations: { '0001_arr_instances': arrInstances } }
