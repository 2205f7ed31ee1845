import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@backlot/postgres-server'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the run's PostgreSQL server, as superuser. */
    postgresUrl: string
  }
}

/** Vitest's global setup: one real PostgreSQL for the whole run, told to every worker as `postgresUrl`, gone afterwards. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'backlot-postgres-'))
  // Nothing here has to survive a crash of the machine: no fsync, which is most of a small test's time.
  const server = await startPostgres({
    folder,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '400' },
  })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
