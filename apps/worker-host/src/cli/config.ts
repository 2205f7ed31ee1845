import { describeConfig } from '../config/describe-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { configFlags } from './config-flags.ts'

/** `backlot config`: whether the configuration holds, and where each value of it came from. */
export const makeConfig: MakeCommand = (context) => {
  const { terminal, finish } = context
  const load = async (options: CommonOptions) =>
    await loadConfig({ flags: configFlags(options), file: options.config, env: terminal.env, cwd: terminal.cwd })

  const command = createCommand('config', context)
  withCommonOptions(command.command('check').description('Read the configuration and name every problem of it.')).action(
    async (options: CommonOptions) => {
      const { file } = await load(options)
      const read = file === undefined ? 'no backlot.yaml; environment and defaults' : file
      await terminal.out(options.json === true ? `${JSON.stringify({ valid: true, file })}\n` : `The configuration is valid (${read}).\n`)
      finish(exitCode.ok)
    },
  )
  withCommonOptions(command.command('print').description('Print every setting with where its value came from; secrets are hidden.')).action(
    async (options: CommonOptions) => {
      const settings = describeConfig(await load(options))
      const lines = settings.map(({ path, value, from }) => `${path}: ${JSON.stringify(value)}  # ${from}`)
      await terminal.out(options.json === true ? `${JSON.stringify(settings, undefined, 2)}\n` : `${lines.join('\n')}\n`)
      finish(exitCode.ok)
    },
  )
  return withExamples(command, 'backlot config check', 'BACKLOT_SERVER__PORT=9000 backlot config print')
}
