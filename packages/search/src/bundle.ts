import { bundle, type Bundle } from '@backlot/jobs'
import { reconcileSearch } from './args.ts'
import { searchMigrations } from './postgres/search-migrations.ts'
import { reconcileSearchWorker, type SearchPorts } from './reconcile/reconcile-worker.ts'

/** What this package brings to a host: the job that keeps the index equal to its sources, daily, and the tables of the Postgres driver. */
export const searchJobs = <Database>(ports: SearchPorts<Database>): Bundle =>
  bundle({
    name: '@backlot/search',
    version: '0.1.0',
    workers: [reconcileSearchWorker(ports)],
    schedules: [{ name: 'search_reconcile', request: reconcileSearch({}), cron: '23 4 * * *' }],
    migrations: [searchMigrations],
  })
