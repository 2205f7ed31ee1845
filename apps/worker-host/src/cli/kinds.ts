import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { printJson, printTable } from './print.ts'

/** `backlot kinds`: what this build can run; needs neither a host nor a database. */
export const makeKinds: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = withCommonOptions(createCommand('kinds', context)).action(async (options: CommonOptions) => {
    const [{ kindListSchema }, { openOffline }] = await Promise.all([import('../http/kind-routes.ts'), import('./open-offline.ts')])
    const offline = await openOffline()
    const { kinds } = await offline.api(kindListSchema, { path: '/api/kinds' })
    await offline.close()
    if (options.json === true) {
      await printJson(
        terminal,
        kinds.map(({ kind, queue, timeout, maxAttempts, package: from, unique }) => ({
          kind,
          queue,
          timeout,
          maxAttempts,
          package: from,
          unique,
        })),
      )
    } else {
      await printTable(terminal, {
        columns: ['KIND', 'QUEUE', 'TIMEOUT', 'ATTEMPTS', 'PACKAGE', 'UNIQUE'],
        rows: kinds.map((kind) => [kind.kind, kind.queue, kind.timeout, kind.maxAttempts, kind.package, kind.unique]),
        empty: 'This build runs no kinds.',
      })
    }
    finish(exitCode.ok)
  })
  return withExamples(command, 'backlot kinds', 'backlot kinds --json')
}
