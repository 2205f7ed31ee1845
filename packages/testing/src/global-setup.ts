import { access, constants, mkdtemp, rm, statfs } from 'node:fs/promises'
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
  // Programs that tests start are compiled once, where the program itself keeps what it compiled.
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache')
  const folder = await mkdtemp(join(await roomyFolder(), 'backlot-postgres-'))
  // Nothing here has to survive a crash of the machine, and no database lives long enough to be vacuumed.
  const server = await startPostgres({
    folder,
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      autovacuum: 'off',
      max_connections: '400',
    },
  })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const inMemory = '/dev/shm'
const bytesNeeded = 2 * 1024 ** 3

/**
 * Memory, where the system has a file system in it with room enough: a database for each test is hundreds of small files,
 * and a disk that others use takes ten times as long to make and remove them. Else the system's folder for temporary files.
 */
const roomyFolder = async (): Promise<string> => {
  try {
    await access(inMemory, constants.W_OK)
    const { bavail, bsize } = await statfs(inMemory)
    return bavail * bsize < bytesNeeded ? tmpdir() : inMemory
  } catch {
    return tmpdir()
  }
}
