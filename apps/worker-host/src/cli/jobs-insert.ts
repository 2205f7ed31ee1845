import { CommandError } from './command-error.ts'
import { withCommonOptions, type AddSubcommand, type CommonOptions } from './command.ts'
import { exitCode } from './exit-code.ts'
import { followJob } from './follow-job.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines } from './print.ts'

interface InsertOptions extends CommonOptions {
  wait?: boolean
  priority?: string
}

/** `jobs insert`: a job by its kind, with args as JSON. */
export const addJobsInsert: AddSubcommand = (parent, { terminal, finish }) => {
  withCommonOptions(parent.command('insert').description('Insert a job by its kind; `backlot kinds` lists them.'))
    .argument('<kind>')
    .argument('[args]', 'its args as a JSON object', '{}')
    .option('--priority <n>', 'larger runs first')
    .option('--wait', 'wait until it ends')
    .action(async (kind: string, args: string, options: InsertOptions) => {
      const body = { kind, args: readArgs(args), ...(options.priority === undefined ? {} : { priority: Number(options.priority) }) }
      const { insertedSchema } = await import('../http/job-schema.ts')
      const wait = options.wait === true
      const code = await withSession(terminal, options, { command: 'jobs insert', work: wait }, async (session) => {
        const inserted = await session.api(insertedSchema, { method: 'POST', path: '/api/jobs', body })
        if (inserted.duplicate) terminal.note(`An equal job stands in the way: ${inserted.id}`)
        else if (!wait && session.local) terminal.note('The job is stored and waits for a host: backlot start')
        if (!wait && options.json === true) await printJson(terminal, inserted)
        else if (!wait) await printLines(terminal, [inserted.id])
        return wait ? await followJob(session, terminal, { id: inserted.id, json: options.json === true }) : exitCode.ok
      })
      finish(code)
    })
}

const readArgs = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new CommandError(`The args are not JSON: ${text}`, exitCode.usage, { cause })
  }
}
