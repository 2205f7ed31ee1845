import { apiPath } from './api.ts'
import { CommandError } from './command-error.ts'
import type { AddSubcommand, CommonOptions } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { followJob } from './follow-job.ts'
import { jobQuery, withJobFilters, type JobFilterOptions } from './job-filters.ts'
import { withSession, type Session } from './open-session.ts'
import { printJson, printLines } from './print.ts'
import type { Terminal } from './terminal.ts'

type ChangeOptions = CommonOptions & JobFilterOptions
type Action = 'cancel' | 'retry'

/** `jobs cancel` and `jobs retry`: jobs by id, or all that filters take. */
export const addJobsChange: AddSubcommand = (parent, { terminal, finish }) => {
  for (const action of ['cancel', 'retry'] as const) {
    const summary =
      action === 'cancel'
        ? 'Cancel jobs that wait or run'
        : 'Give discarded or cancelled jobs one more attempt, and let those that wait for a later time start'
    withJobFilters(parent.command(action).description(`${summary}: by id, or all that the filters take.`))
      .argument('[ids...]')
      .action(async (ids: string[], options: ChangeOptions) => {
        const filtered = Object.values(jobQuery(options)).some((value) => value !== undefined)
        if (ids.length > 0 === filtered) {
          throw new CommandError(`Say which jobs to ${action}: ids, or filters such as --state`, exitCode.usage)
        }
        const needs = { command: `jobs ${action}`, work: filtered }
        finish(
          await withSession(terminal, options, needs, async (session) =>
            filtered ? await changeMany(session, terminal, action, options) : await changeEach(session, terminal, action, { ids, options }),
          ),
        )
      })
  }
}

/** A bulk action is itself a job: it is followed to its end. */
const changeMany = async (session: Session, terminal: Terminal, action: Action, options: ChangeOptions): Promise<ExitCode> => {
  const { insertedSchema } = await import('../http/job-schema.ts')
  const { id } = await session.api(insertedSchema, { method: 'POST', path: `/api/jobs/${action}`, query: jobQuery(options) })
  return await followJob(session, terminal, { id, json: options.json === true })
}

const changeEach = async (
  { api }: Session,
  terminal: Terminal,
  action: Action,
  { ids, options }: { ids: readonly string[]; options: ChangeOptions },
): Promise<ExitCode> => {
  const { jobStateAnswerSchema } = await import('../http/job-schema.ts')
  const states = []
  for (const id of ids) states.push(await api(jobStateAnswerSchema, { method: 'POST', path: apiPath`/api/jobs/${id}/` + action }))
  if (options.json === true) await printJson(terminal, states)
  else
    await printLines(
      terminal,
      states.map(({ id, state }) => `${id} is ${state}`),
    )
  return exitCode.ok
}
