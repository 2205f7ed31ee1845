import { apiPath } from './api.ts'
import { CommandError } from './command-error.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines, printTable } from './print.ts'

interface SetOptions extends CommonOptions {
  cron?: string
  timeZone?: string
  on?: boolean
  off?: boolean
}

/** `backlot schedule`: list, run, set. */
export const makeSchedule: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('schedule', context)

  withCommonOptions(command.command('list').description('List what is inserted again and again, the next first.')).action(
    async (options: CommonOptions) => {
      const { scheduleListSchema } = await import('../http/schedule-routes.ts')
      const { schedules } = await withSession(
        terminal,
        options,
        { command: 'schedule list' },
        async ({ api }) => await api(scheduleListSchema, { path: '/api/schedules' }),
      )
      if (options.json === true) await printJson(terminal, schedules)
      else {
        await printTable(terminal, {
          columns: ['NAME', 'KIND', 'CRON', 'ZONE', 'NEXT', 'LAST', ''],
          rows: schedules.map((schedule) => [
            schedule.name,
            schedule.kind,
            schedule.cron,
            schedule.timeZone,
            schedule.nextAt,
            schedule.lastAt ?? '',
            schedule.enabled ? '' : 'off',
          ]),
          empty: 'There are no schedules.',
        })
      }
      finish(exitCode.ok)
    },
  )

  withCommonOptions(command.command('run').description('Insert the job of a schedule now.'))
    .argument('<name>')
    .action(async (name: string, options: CommonOptions) => {
      const { insertedSchema } = await import('../http/job-schema.ts')
      const inserted = await withSession(
        terminal,
        options,
        { command: 'schedule run' },
        async ({ api }) => await api(insertedSchema, { method: 'POST', path: apiPath`/api/schedules/${name}/run` }),
      )
      if (options.json === true) await printJson(terminal, inserted)
      else await printLines(terminal, [inserted.id])
      finish(exitCode.ok)
    })

  withCommonOptions(command.command('set').description('Change when a schedule fires; kept over restarts and updates.'))
    .argument('<name>')
    .option('--cron <fields>', 'minute, hour, day of month, month, day of week')
    .option('--time-zone <zone>', 'the zone those speak of, such as Europe/Vienna')
    .option('--on', 'let it fire')
    .option('--off', 'keep it from firing')
    .action(async (name: string, { cron, timeZone, on, off, ...options }: SetOptions) => {
      if (on === true && off === true) throw new CommandError('Say --on or --off, not both', exitCode.usage)
      const body = { cron, timeZone, ...(on === true || off === true ? { enabled: on === true } : {}) }
      const { scheduleSchema } = await import('../http/schedule-routes.ts')
      const schedule = await withSession(
        terminal,
        options,
        { command: 'schedule set' },
        async ({ api }) => await api(scheduleSchema, { method: 'PATCH', path: apiPath`/api/schedules/${name}`, body }),
      )
      if (options.json === true) await printJson(terminal, schedule)
      else
        await printLines(terminal, [
          `${schedule.name}: ${schedule.cron} (${schedule.timeZone})${schedule.enabled ? `, next ${schedule.nextAt}` : ', off'}`,
        ])
      finish(exitCode.ok)
    })
  return withExamples(command, 'backlot schedule list', 'backlot schedule set cleanup --cron "0 3 * * *" --time-zone Europe/Vienna')
}
