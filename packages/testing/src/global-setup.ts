import { randomUUID } from 'node:crypto'
import { access, chmod, constants, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
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

/**
 * Vitest's global setup: one folder for everything temporary of the run, and in it one real PostgreSQL, told to every
 * worker as `postgresUrl`; both are gone afterwards, whatever a test left behind.
 */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(await roomyFolder(), 'backlot-tests-'))
  // Some tests read what they wrote as somebody else, who has to get there.
  await chmod(folder, 0o711)
  // Programs that tests start are compiled once, where the program itself keeps what it compiled.
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache')
  process.env['TMPDIR'] = folder
  // Nothing here has to survive a crash of the machine, and no database lives long enough to be vacuumed.
  const server = await startPostgres({
    folder: join(folder, 'postgres'),
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
const bytesNeeded = 3 * 1024 ** 3

/**
 * Memory, where the system has a file system in it with room enough that runs programs, too: a database for each test is
 * hundreds of small files, libraries are up to 100,000, and a disk that others use takes ten times as long to make and
 * remove them. Else the system's folder for temporary files.
 */
const roomyFolder = async (): Promise<string> => {
  const { bavail, bsize } = await statfs(inMemory).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize >= bytesNeeded && (await runsPrograms(inMemory)) ? inMemory : tmpdir()
}

const runsPrograms = async (folder: string): Promise<boolean> => {
  const program = join(folder, `backlot-${randomUUID()}`)
  try {
    await writeFile(program, '', { mode: 0o700 })
    await access(program, constants.X_OK)
    return true
  } catch {
    return false
  } finally {
    await rm(program, { force: true })
  }
}
