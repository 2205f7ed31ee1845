import { resolve } from 'node:path'
import { Option } from 'commander'
import { CommandError } from './command-error.ts'
import { createCommand, withExamples, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { printLines } from './print.ts'
import { watchSignals } from './watch-signals.ts'

interface SimulateOptions {
  port: string
  movies: string
  series: string
  folder?: string
}

/** `backlot simulate`: a server that answers as Radarr or Sonarr do, to try the integration without them. */
export const makeSimulate: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('simulate', context)
    .argument('<app>', 'radarr or sonarr')
    .option('--port <port>', 'port to answer on', '7878')
    .addOption(new Option('--movies <n>', 'so many films, each with a file').default('10'))
    .addOption(new Option('--series <n>', 'so many series of 20 episodes').default('10'))
    .option('--folder <dir>', 'make its files really, in this folder')
    .action(async (app: string, options: SimulateOptions) => {
      const port = numberOf(options.port, '--port')
      const { startRadarrSimulator, startSonarrSimulator } = await import('@backlot/simulators')
      const media = options.folder === undefined ? {} : { mediaFolder: options.folder }
      if (app !== 'radarr' && app !== 'sonarr')
        throw new CommandError(`There is no simulator of ${app}; there are radarr and sonarr`, exitCode.usage)
      const server =
        app === 'radarr'
          ? await startRadarrSimulator({ port, movies: numberOf(options.movies, '--movies'), ...media })
          : await startSonarrSimulator({ port, series: numberOf(options.series, '--series'), ...media })
      terminal.note(`A simulated ${app} answers at ${server.url}; its API key is ${server.apiKey}. In backlot.yaml:`)
      await printLines(terminal, settingsFor(app, server, options.folder))
      const signals = watchSignals(terminal, 'server')
      await new Promise<void>((stop) => {
        for (const signal of [signals.drain, signals.now]) signal.addEventListener('abort', () => stop(), { once: true })
      })
      await server.stop()
      signals.release()
      finish(exitCode.ok)
    })
  return withExamples(command, 'backlot simulate radarr --movies 500', 'backlot simulate sonarr --port 8989 --series 50')
}

/** What makes a host know it: the part of a configuration file. */
const settingsFor = (app: 'radarr' | 'sonarr', { url, apiKey }: { url: string; apiKey: string }, folder: string | undefined): string[] => [
  'arr:',
  `  ${app}:`,
  '    - name: simulated',
  `      url: ${url}`,
  `      apiKey: ${apiKey}`,
  ...(folder === undefined
    ? []
    : [
        '      pathMappings:',
        `        - remote: ${app === 'radarr' ? '/movies' : '/tv'}`,
        `          local: ${JSON.stringify(resolve(folder))}`,
      ]),
]

const numberOf = (text: string, option: string): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0) return number
  throw new CommandError(`${option} takes a whole number, not "${text}"`, exitCode.usage)
}
