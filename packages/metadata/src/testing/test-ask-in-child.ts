// Asks a simulated TMDb for films in a process of its own: `node test-ask-in-child.ts DATABASE_URL TMDB_URL TOKEN FILMS`.
import type { CatalogDatabase } from '@backlot/catalog'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { createProviderTurns } from '../providers/provider-turns.ts'
import { createTmdbProvider } from '../providers/tmdb/tmdb-provider.ts'

const [, , databaseUrl = '', url = '', token = '', films = ''] = process.argv
const db = new Kysely<CatalogDatabase>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 4 }) }) })
const tmdb = createTmdbProvider({ url, token, turns: createProviderTurns(db) })
const signal = AbortSignal.timeout(60_000)
await Promise.all(Array.from({ length: Number(films) }, async () => await tmdb.movie?.('603', { signal })))
await db.destroy()
