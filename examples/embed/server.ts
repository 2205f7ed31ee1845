// A server with jobs of its own: DATABASE_URL=postgres://… [PORT=3000] node server.ts
import { createHost } from '@backlot/jobs'
import { serve } from '@hono/node-server'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { createApp } from './app.ts'
import type { Tables } from './tables.ts'
import { thumbnailBundle } from './thumbnail-bundle.ts'

const { DATABASE_URL: url, PORT: port = '3000' } = process.env
if (url === undefined) throw new Error('DATABASE_URL is not set; name a PostgreSQL database: postgres://user:password@localhost/embed')

const pool = new pg.Pool({ connectionString: url, max: 5 })
pool.on('error', (error) => console.error(`A connection was lost: ${error.message}`))
const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
const host = createHost({ database: { url }, bundles: [thumbnailBundle(db)], drainTimeout: '5s' })
await host.start()

const server = serve({ fetch: createApp(host, db).fetch, port: Number(port) }, (info) => {
  console.log(`Listening on http://localhost:${info.port}`)
})

/** No new requests, then no new jobs: what runs has five seconds to end, and else goes back for the next start. */
const stop = async (): Promise<void> => {
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await host.stop()
  await db.destroy()
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
