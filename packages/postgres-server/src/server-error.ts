/** The server in the data folder could not be created, started, adopted or stopped; the message says why and what to do. */
export class PostgresServerError extends Error {
  override readonly name = 'PostgresServerError'
}
