/** From which level on a log is written, the most talkative first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const

/** One of the levels. */
export type LogLevel = (typeof logLevels)[number]
