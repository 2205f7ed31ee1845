/** What a command's end says to the shell that ran it. */
export const exitCode = {
  ok: 0,
  error: 1,
  usage: 2,
  notFound: 3,
  /** The work was done, and there are problems to look at. */
  problems: 4,
  jobFailed: 5,
  jobCancelled: 6,
  /** The database or a service could not be reached. */
  unavailable: 69,
  tryAgain: 75,
  notPermitted: 77,
  /** The configuration is wrong, or Node is too old. */
  configuration: 78,
  interrupted: 130,
  terminated: 143,
} as const

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
