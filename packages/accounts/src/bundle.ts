import { bundle, type Bundle } from '@backlot/jobs'
import { accountsMigrations } from './accounts-migrations.ts'

/** What this package brings to a host: its tables. Its cleanup targets are given to `systemJobs`. */
export const accountsBundle = (): Bundle => bundle({ name: '@backlot/accounts', version: '0.1.0', migrations: [accountsMigrations] })
