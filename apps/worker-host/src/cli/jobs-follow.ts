import { withCommonOptions, type AddSubcommand, type CommonOptions } from './command.ts'
import { followJob } from './follow-job.ts'
import { withSession } from './open-session.ts'

/** `jobs follow`: shows the progress of a job until it ends, then its result. */
export const addJobsFollow: AddSubcommand = (parent, { terminal, finish }) => {
  withCommonOptions(parent.command('follow').description('Show how a job gets on until it ends, then print its result.'))
    .argument('<id>')
    .action(async (id: string, options: CommonOptions) => {
      const needs = { command: 'jobs follow', work: true }
      finish(
        await withSession(
          terminal,
          options,
          needs,
          async (session) => await followJob(session, terminal, { id, json: options.json === true }),
        ),
      )
    })
}
