/** Facts beside a message; never secrets. */
export type LogFields = Record<string, unknown>

/** Where messages go. A pino logger fits; `console` never appears below `apps/`. */
export interface Logger {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

/** Says nothing; what a host logs to when it is given no logger. */
export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** What a handler logs to: kept with the job (`backlot jobs log`) and passed on to the host's logger. */
export interface JobLog {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
