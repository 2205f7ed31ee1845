import { createHost, silentLogger, type Decision, type LogFields } from '@backlot/jobs'
import type { NotificationEvent } from '@backlot/jobs/args'
import { createTestDatabase } from '@backlot/testing'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { z } from 'zod'
import type { Agent } from '../agents/agent.ts'
import { agentSettings } from '../agents/agent-settings.ts'
import { createAgents } from '../agents/create-agents.ts'
import { notificationsBundle } from '../bundle.ts'
import { listDeliveries, type Delivery } from '../deliveries/list-deliveries.ts'
import type { NotificationsDatabase } from '../notifications-database.ts'

/** A database with the tables of jobs and notifications, for one test. */
export interface TestNotifications extends AsyncDisposable {
  db: Kysely<NotificationsDatabase>
  databaseUrl: string
  /** What was logged. */
  logged: string[]
  /** An agent of these settings, as the configuration would write them. */
  agent(settings: z.input<typeof agentSettings>): Agent
  deliveries(): Promise<Delivery[]>
}

const prepare = async (url: string): Promise<void> => {
  const host = createHost({ database: { url }, bundles: [notificationsBundle()] })
  await host.start({ work: false })
  await host.stop()
}

/** Makes the database. */
export const setupNotifications = async (): Promise<TestNotifications> => {
  const database = await createTestDatabase({ template: 'notifications', prepare })
  const pool = new pg.Pool({ connectionString: database.url, max: 8 })
  // The database is dropped while connections are idle.
  pool.on('error', () => {})
  const db = new Kysely<NotificationsDatabase>({ dialect: new PostgresDialect({ pool }) })
  const logged: string[] = []
  const note = (fields: LogFields, message: string): void => void logged.push(`${message} ${JSON.stringify(fields)}`)
  return {
    db,
    databaseUrl: database.url,
    logged,
    agent: (settings) => {
      const [agent] = createAgents([agentSettings.parse(settings)], { db, logger: { ...silentLogger, warn: note, error: note } })
      if (agent === undefined) throw new Error('No agent was made')
      return agent
    },
    deliveries: async () => (await listDeliveries(db, {})).deliveries,
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

/** One attempt to tell an agent. */
export const tell = async (
  agent: Agent,
  event: NotificationEvent,
  { attempt = 1, signal = new AbortController().signal }: { attempt?: number; signal?: AbortSignal } = {},
): Promise<Decision | void> => await agent.send(event, { signal, attempt, maxAttempts: 5 })
