import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '@backlot/postgres-server'
import { FolderInUseError } from './claim-folder.ts'

/** The Postgres that the host works on. */
export interface Database {
  url: string
  kind: 'embedded' | 'external'
  /** `18.4`. */
  version: string
  /** Lets go of it; ends the server when it is ours. */
  close: () => Promise<void>
}

/** The database could not be reached; the message says where and why, without the password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
}

/**
 * Connects to the configured Postgres, else starts the embedded one of the data folder. Holds an advisory lock for the
 * folder as long as it is open, so that two hosts can never share one even where their process ids mean nothing to each
 * other (containers on one volume).
 */
export const openDatabase = async (folder: string, url: string | undefined): Promise<Database> => {
  const server = url === undefined ? await startPostgres({ folder: join(folder, 'postgres') }) : undefined
  const connection = url ?? server?.url ?? ''
  const client = new pg.Client({ connectionString: connection, connectionTimeoutMillis: 10_000, application_name: 'backlot folder lock' })
  // The lock is a second guard: when its connection breaks, the host goes on.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (cause) {
    throw new DatabaseError(`The database at ${withoutPassword(connection)} cannot be reached: ${reasonOf(cause)}`, { cause })
  }
  if (!(await takeLock(client, folder))) {
    await client.end()
    throw new FolderInUseError(`The data folder ${folder} is in use by another host. Stop it, or choose another folder with --data.`)
  }
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  return {
    url: connection,
    kind: server === undefined ? 'external' : 'embedded',
    version: rows[0]?.server_version ?? 'unknown',
    close: async () => {
      await client.end().catch(() => undefined)
      await server?.stop()
    },
  }
}

const takeLock = async (client: pg.Client, folder: string): Promise<boolean> => {
  const name = `${hostname()}:${await realpath(folder)}`
  const key = createHash('sha256').update(name).digest().readBigInt64BE()
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [key.toString()])
  return rows[0]?.locked === true
}

const withoutPassword = (connection: string): string => {
  const { hostname: host, port, pathname } = new URL(connection)
  return `${host}:${port || '5432'}${pathname}`
}

const reasonOf = (cause: unknown): string => {
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message
  return cause instanceof Error ? cause.message : String(cause)
}
