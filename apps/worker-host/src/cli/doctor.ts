import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines } from './print.ts'

const marks = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const

/** `backlot doctor`: looks for what is wrong; ends with 4 when something failed. */
export const makeDoctor: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = withCommonOptions(createCommand('doctor', context)).action(async (options: CommonOptions) => {
    const { doctorSchema } = await import('../http/system-service.ts')
    const { healthy, checks } = await withSession(
      terminal,
      options,
      { command: 'doctor' },
      async ({ api }) => await api(doctorSchema, { path: '/api/doctor' }),
    )
    if (options.json === true) await printJson(terminal, { healthy, checks })
    else {
      const lines = checks.flatMap(({ name, status, message, fix }) => [
        `${marks[status]}  ${name}: ${message}`,
        ...(fix === undefined ? [] : [`         → ${fix}`]),
      ])
      await printLines(terminal, lines)
    }
    finish(healthy ? exitCode.ok : exitCode.problems)
  })
  return withExamples(command, 'backlot doctor')
}
