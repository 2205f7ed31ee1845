import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '@backlot/postgres-server'
import pg from 'pg'

/** The PostgreSQL server that every contestant of a run shares, each on databases of its own. */
export interface BenchServer extends AsyncDisposable {
  /** The server's process; its children do the work. */
  pid: number
  /** One statement as the superuser, outside of every contestant's database. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** An empty database. */
  createDatabase(): Promise<BenchDatabase>
}

/** A database of one measure. */
export interface BenchDatabase {
  name: string
  url: string
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** Brings statistics and disk to rest, so that a measure does not pay for what came before it. */
  settle(): Promise<void>
  drop(): Promise<void>
}

/**
 * Starts a PostgreSQL in a temp folder, with its own defaults where they are about safety: fsync and synchronous_commit
 * stay on unless `settings` say otherwise. Statements are counted where a measure asks for it, and nowhere else.
 */
export const startBenchServer = async (settings: Record<string, string> = {}): Promise<BenchServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'backlot-bench-'))
  const server = await startPostgres({ folder, settings: { ...ourSettings, ...settings } })
  const admin = openPool(server.url)
  await admin.query('create extension pg_stat_statements')
  let databases = 0
  return {
    pid: server.pid,
    query: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => (await admin.query<Row>(text, values)).rows,
    createDatabase: async () => {
      const name = `bench_${++databases}`
      await admin.query(`create database ${name}`)
      return openDatabase(admin, name, urlOf(server.url, name))
    },
    [Symbol.asyncDispose]: async () => {
      await admin.end()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const ourSettings = {
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'none',
}

const openDatabase = (admin: pg.Pool, name: string, url: string): BenchDatabase => {
  // What is left to do is asked for while contestants work: that must read an index, not their whole table.
  const pool = openPool(url, '-c enable_seqscan=off')
  return {
    name,
    url,
    query: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    settle: async () => {
      await pool.query('vacuum analyze')
      await pool.query('checkpoint')
    },
    drop: async () => {
      await pool.end()
      await untilLeft(admin, name)
      await admin.query(`drop database ${name} with (force)`)
    },
  }
}

/** Waits up to 2 s for connections that are closing: one that is cut meanwhile would be an error of its owner. */
const untilLeft = async (admin: pg.Pool, name: string): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { rowCount } = await admin.query('select from pg_stat_activity where datname = $1 and backend_type = $2', [
      name,
      'client backend',
    ])
    if (rowCount === 0) return
    await sleep(20)
  }
}

const openPool = (url: string, options = ''): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max: 2, options })
  // A connection that ends while it is idle has nothing to say: the next statement opens another.
  pool.on('error', () => undefined)
  return pool
}

const urlOf = (serverUrl: string, name: string): string => {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
