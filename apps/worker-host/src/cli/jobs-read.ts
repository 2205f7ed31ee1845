import { withCommonOptions, type AddSubcommand, type CommonOptions } from './command.ts'
import { apiPath } from './api.ts'
import { exitCode } from './exit-code.ts'
import { jobQuery, withJobFilters, type JobFilterOptions } from './job-filters.ts'
import { withSession } from './open-session.ts'
import { oneLine, printJson, printLines, printTable } from './print.ts'

interface ListOptions extends CommonOptions, JobFilterOptions {
  limit: string
  cursor?: string
}

/** `jobs list`, `jobs get` and `jobs log`. */
export const addJobsRead: AddSubcommand = (parent, { terminal, finish }) => {
  withJobFilters(parent.command('list').description('List jobs, newest first.'))
    .option('--limit <n>', 'at most this many', '50')
    .option('--cursor <cursor>', 'go on after a page; the page before says where')
    .action(async (options: ListOptions) => {
      const { jobPageSchema } = await import('../http/job-schema.ts')
      const query = { ...jobQuery(options), limit: options.limit, cursor: options.cursor }
      const page = await withSession(
        terminal,
        options,
        { command: 'jobs list' },
        async ({ api }) => await api(jobPageSchema, { path: '/api/jobs', query }),
      )
      if (options.json === true) await printJson(terminal, page)
      else {
        await printTable(terminal, {
          columns: ['ID', 'KIND', 'QUEUE', 'STATE', 'ATTEMPT', 'CREATED', 'ERROR'],
          rows: page.jobs.map((job) => [
            job.id,
            job.kind,
            job.queue,
            job.state,
            `${job.attempt}/${job.maxAttempts}`,
            job.createdAt,
            job.error,
          ]),
          empty: 'There are no such jobs.',
        })
        if (page.next !== undefined) terminal.note(`There are more: --cursor ${page.next}`)
      }
      finish(exitCode.ok)
    })

  withCommonOptions(parent.command('get').description('Show a job with its args, result and failed attempts.'))
    .argument('<id>')
    .action(async (id: string, options: CommonOptions) => {
      const { jobSchema } = await import('../http/job-schema.ts')
      const job = await withSession(
        terminal,
        options,
        { command: 'jobs get' },
        async ({ api }) => await api(jobSchema, { path: apiPath`/api/jobs/${id}` }),
      )
      if (options.json === true) await printJson(terminal, job)
      else
        await printLines(
          terminal,
          Object.entries(job).map(([name, value]) => `${name}: ${typeof value === 'string' ? oneLine(value) : JSON.stringify(value)}`),
        )
      finish(exitCode.ok)
    })

  withCommonOptions(parent.command('log').description('Print what the handler of a job logged.'))
    .argument('<id>')
    .action(async (id: string, options: CommonOptions) => {
      const { jobLogSchema } = await import('../http/job-schema.ts')
      const { lines } = await withSession(
        terminal,
        options,
        { command: 'jobs log' },
        async ({ api }) => await api(jobLogSchema, { path: apiPath`/api/jobs/${id}/log` }),
      )
      if (options.json === true) await printJson(terminal, lines)
      else
        await printLines(
          terminal,
          lines.map(
            ({ at, attempt, level, message, fields }) => `${at} #${attempt} ${level} ${oneLine(message)} ${JSON.stringify(fields)}`,
          ),
        )
      finish(exitCode.ok)
    })
}
