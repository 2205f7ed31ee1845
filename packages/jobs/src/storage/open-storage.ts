import { createHash } from 'node:crypto'
import { PgBoss } from 'pg-boss'
import { systemClock, type Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { SqlExecutor } from './transaction.ts'

export interface StorageOptions {
  url: string
  maxConnections: number
  backend?: 'postgres' | 'citus' | 'cockroachdb' | undefined
  name: string
  /** True in a host that runs jobs: it is listed among pg-boss's instances. */
  registered: boolean
  logger: Logger
  clock?: Clock | undefined
}

/** The job database: pg-boss, and our own statements on the same pool. */
export interface Storage extends SqlExecutor {
  boss: PgBoss
  clock: Clock
  /** Most connections at a time, beside the one that listens. */
  maxConnections: number
  /** Runs `use` in a transaction of one connection; commits when it resolves. */
  transaction<T>(use: (tx: SqlExecutor) => Promise<T>): Promise<T>
  /** Hears what other processes notify; `onReconnect` runs when something may have been missed. */
  listen(onMessage: (payload: string) => void, onReconnect: () => void): Promise<{ close(): Promise<void> }>
  close(): Promise<void>
}

/** A claim whose host is silent for this long is given to another. pg-boss takes 10 s or more. */
export const heartbeatSeconds = 12

/**
 * The channel on which pg-boss tells that a queue has work (payload: the queue's name). Our own messages are JSON on the
 * same channel, so that one listening connection hears all. The name is pg-boss's: a digest of its schema's name.
 */
export const channel = `pgboss_${createHash('sha224').update('pgboss').digest('hex').slice(0, 24)}`

/**
 * A host that freezes in the middle of a transaction has rows locked, for which others would wait as long as it lives.
 * Postgres ends such a transaction when its heartbeat would have ended. pg-boss hands the setting on to the driver.
 */
const endSilentTransactions = { idle_in_transaction_session_timeout: heartbeatSeconds * 1_000 }

/** Opens the job database: installs or migrates pg-boss's schema, then is ready for statements. */
export const openStorage = async ({
  url,
  maxConnections,
  backend = 'postgres',
  name,
  registered,
  logger,
  clock,
}: StorageOptions): Promise<Storage> => {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    backend,
    max: maxConnections,
    ...endSilentTransactions,
    application_name: `backlot ${name}`.slice(0, 63),
    instanceName: name,
    registerInstance: registered,
    // The upkeep calls pg-boss's supervisor, and there are no schedules and flows of pg-boss's here.
    supervise: false,
    monitorIntervalSeconds: 1,
    schedule: false,
    flowIntervalSeconds: 86_400,
    openTelemetry: { enabled: false },
    ...(clock === undefined ? {} : { clock }),
  })
  let isClosing = false
  boss.on('error', (error) => {
    // Closing does not wait for the server to let each connection go: one that it ends meanwhile is none to tell of.
    if (!isClosing) logger.warn({ error: String(error) }, 'The job database reported an error')
  })
  boss.on('warning', ({ message }) => logger.warn({}, `pg-boss: ${message}`))
  await boss.start()
  const db = boss.getDb()
  return {
    boss,
    maxConnections,
    clock: clock ?? systemClock,
    executeSql: async (text, values) => await db.executeSql(text, values),
    transaction: async (use) => {
      const handle = await begin(db)
      try {
        const result = await use(handle.db)
        await handle.commit()
        return result
      } catch (error) {
        await handle.rollback()
        throw error
      }
    },
    listen: async (onMessage, onReconnect) => {
      if (db.listen === undefined) throw new Error('The database connection of pg-boss cannot listen')
      return await db.listen(channel, onMessage, onReconnect)
    },
    close: async () => {
      isClosing = true
      await boss.stop({ graceful: false, close: true })
    },
  }
}

type BossDatabase = ReturnType<PgBoss['getDb']>

const begin = async (db: BossDatabase) => {
  if (db.beginTransaction === undefined) throw new Error('The database connection of pg-boss cannot open a transaction')
  return await db.beginTransaction()
}
