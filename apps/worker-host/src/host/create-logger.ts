import pino from 'pino'
import type { Logger } from '@backlot/jobs'
import type { LogLevel } from '../config/log-level.ts'

/** How a logger writes. */
export interface LoggerOptions {
  level: LogLevel
  /** Values that must never be seen: each is replaced wherever it stands. */
  secrets: readonly string[]
  /** Takes one line without its end. */
  write: (line: string) => void
  /** True: a short line for people; false: one JSON object a line. */
  pretty: boolean
}

/** A logger that can be told, while it is used, from which level on it writes. */
export interface LeveledLogger extends Logger {
  level: LogLevel
}

/** Makes the logger of a host. */
export const createLogger = ({ level, secrets, write, pretty }: LoggerOptions): LeveledLogger => {
  const hidden = secrets.filter((secret) => secret.length > 3).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  const redact = (line: string): string => hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line)
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = pino(options, { write: (line: string) => write(redact(pretty ? prettyLine(line) : line.trimEnd())) })
  // pino would take levels of one's own, too.
  return logger as typeof logger & { level: LogLevel }
}

const prettyLine = (line: string): string => {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>
  const facts = Object.entries(fields).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return [String(time).slice(11, 19), String(level).toUpperCase().padEnd(5), msg, ...facts].join(' ')
}
