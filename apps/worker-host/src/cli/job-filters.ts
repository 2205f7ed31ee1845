import type { Command } from 'commander'
import { toMilliseconds, type Duration } from '@backlot/jobs/define'
import { CommandError } from './command-error.ts'
import { exitCode } from './exit-code.ts'
import { withCommonOptions } from './command.ts'

/** The filters of jobs, as options. */
export interface JobFilterOptions {
  state?: string
  kind?: string
  queue?: string
  since?: string
  text?: string
}

/** Adds the filters to a subcommand; lists are separated by commas. */
export const withJobFilters = (command: Command): Command =>
  withCommonOptions(command)
    .option('--state <states>', 'scheduled, available, running, cancelling, retryable, completed, cancelled, discarded')
    .option('--kind <kinds>', 'of these kinds')
    .option('--queue <queues>', 'in these queues')
    .option('--since <time>', 'inserted since: 2026-01-31, 2026-01-31T12:00:00Z, or 10m, 2h, 7d ago')
    .option('--text <words>', 'with these words in kind, args or error')

/** The filters of a command as the API's query. */
export const jobQuery = ({ state, kind, queue, since, text }: JobFilterOptions) => ({
  state,
  kind,
  queue,
  text,
  since: since === undefined ? undefined : readSince(since),
})

/** A point in time, or how long ago. */
const readSince = (text: string): string => {
  if (/^\d+(\.\d+)?(ms|s|m|h|d)$/.test(text)) return new Date(Date.now() - toMilliseconds(text as Duration)).toISOString()
  const time = new Date(text)
  if (Number.isNaN(time.getTime()))
    throw new CommandError(`--since takes a time (2026-01-31T12:00:00Z) or how long ago (2h), not "${text}"`, exitCode.usage)
  return time.toISOString()
}
