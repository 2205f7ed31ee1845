import type { Logger } from '@backlot/jobs'
import pg from 'pg'

/** Connections to a database, opened as they are needed. */
export interface OpenPool {
  pool: pg.Pool
  /** From now on a connection that breaks is none to tell of: closing does not wait for the server, which may stop meanwhile. */
  readonly closing: () => void
}

/** Makes a pool whose connections may break at any time: that is told, and ends nothing but what was asked over them. */
export const openPool = (options: pg.PoolConfig, logger: Pick<Logger, 'warn'>): OpenPool => {
  const pool = new pg.Pool(options)
  let isClosing = false
  pool.on('error', (error) => {
    if (!isClosing) logger.warn({ error: error.message }, 'A database connection broke')
  })
  // The pool hears of idle connections only. One that breaks between two statements of a transaction would end the process;
  // the next statement of it fails, which is enough.
  pool.on('connect', (connection) => connection.on('error', () => undefined))
  return { pool, closing: () => void (isClosing = true) }
}
