export { startPostgres, type PostgresServer, type StartPostgresOptions } from './start-postgres.ts'
export { PostgresServerError } from './server-error.ts'
