import { randomUUID } from 'node:crypto'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LibraryDatabase } from '@backlot/library'
import { sql, type Kysely } from 'kysely'
import type { Check } from './check.ts'

const leastFreeBytes = 1_000_000_000

/** What the host itself is looked at with. */
export interface HostCheckOptions {
  dataFolder: string
  db: Kysely<LibraryDatabase>
}

/** What can be wrong with the process, its data folder and its database. */
export const hostChecks = ({ dataFolder, db }: HostCheckOptions): Check[] => [
  { name: 'Node', run: async () => await Promise.resolve({ status: 'ok' as const, message: process.version }) },
  {
    name: 'user',
    run: async () => {
      const [uid, gid] = [process.getuid?.(), process.getgid?.()]
      if (uid !== 0) return await Promise.resolve({ status: 'ok', message: uid === undefined ? 'not root' : `${uid}:${gid}` })
      return {
        status: 'warning',
        message: 'running as root',
        fix: 'Run it as a user of its own, who may read the media and write the data folder',
      }
    },
  },
  {
    name: 'data folder',
    run: async () => {
      const probe = join(dataFolder, `.write-test-${randomUUID()}`)
      await writeFile(probe, '')
      await rm(probe)
      const { bavail, bsize } = await statfs(dataFolder)
      const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`
      if (bavail * bsize >= leastFreeBytes) return { status: 'ok', message: `${dataFolder} can be written, ${free}` }
      return { status: 'warning', message: `${dataFolder} has only ${free}`, fix: 'Make room, or choose another folder with --data' }
    },
  },
  {
    name: 'database',
    run: async () => {
      const before = performance.now()
      const { rows } = await sql<{ version: string; number: number }>`
        select current_setting('server_version') as version, current_setting('server_version_num')::int as number`.execute(db)
      const took = `answers in ${Math.round(performance.now() - before)} ms`
      const [row] = rows
      if (row !== undefined && row.number >= 140_000) return { status: 'ok', message: `PostgreSQL ${row.version} ${took}` }
      return { status: 'failed', message: `PostgreSQL ${row?.version} is too old`, fix: 'Use PostgreSQL 14 or later' }
    },
  },
  {
    name: 'extensions',
    run: async () => {
      const { rows } = await sql<{ name: string }>`select extname as name from pg_extension`.execute(db)
      const lacking = ['pg_trgm', 'unaccent'].filter((name) => !rows.some((row) => row.name === name))
      if (lacking.length === 0) return { status: 'ok', message: 'pg_trgm and unaccent are there' }
      const fix = `As a superuser: ${lacking.map((name) => `create extension ${name};`).join(' ')}`
      return { status: 'failed', message: `${lacking.join(' and ')} must be created in the database`, fix }
    },
  },
]
