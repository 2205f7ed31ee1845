import { resolve } from 'node:path'
import { Option } from 'commander'
import { z } from 'zod'
import type { LibraryView } from '../http/library-schema.ts'
import { apiPath } from './api.ts'
import { addLibrarySet } from './library-set.ts'
import { settingsOf, withSettingOptions, type SettingOptions } from './library-setting-options.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { problemLine } from './print-report.ts'
import { count, oneLine, printJson, printLines, printTable } from './print.ts'

interface AddOptions extends CommonOptions, SettingOptions {
  name?: string
  type: LibraryView['type']
}

/** `backlot library`: add, list, show, set, remove. */
export const makeLibrary: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('library', context)
  const schemas = async () => ({ ...(await import('../http/library-schema.ts')), ...(await import('../http/library-routes.ts')) })

  withSettingOptions(withCommonOptions(command.command('add').description('Add a library of one or more folders; the next scan reads it.')))
    .argument('<dirs...>')
    .option('--name <name>', "what to call it (default: the first folder's name)")
    .addOption(new Option('--type <type>', 'what it holds').choices(['movie', 'tvshow']).default('movie'))
    .action(async (dirs: string[], { name, type, ...options }: AddOptions) => {
      const { librarySchema } = await schemas()
      const settings = Object.entries(settingsOf(options)).filter(([, value]) => value !== null)
      const body = {
        ...Object.fromEntries(settings),
        type,
        paths: dirs.map((dir) => resolve(terminal.cwd, dir)),
        ...(name === undefined ? {} : { name }),
      }
      const library = await withSession(
        terminal,
        options,
        { command: 'library add' },
        async ({ api }) => await api(librarySchema, { method: 'POST', path: '/api/libraries', body }),
      )
      if (options.json === true) await printJson(terminal, library)
      else await printLines(terminal, [`Added ${library.name} (${library.id}); "backlot scan ${JSON.stringify(library.name)}" reads it.`])
      finish(exitCode.ok)
    })

  withCommonOptions(command.command('list').description('List the libraries.')).action(async (options: CommonOptions) => {
    const { libraryListSchema } = await schemas()
    const { libraries } = await withSession(
      terminal,
      options,
      { command: 'library list' },
      async ({ api }) => await api(libraryListSchema, { path: '/api/libraries' }),
    )
    if (options.json === true) await printJson(terminal, libraries)
    else {
      await printTable(terminal, {
        columns: ['NAME', 'TYPE', 'FILES', 'UNMATCHED', 'MISSING', 'FOLDERS'],
        rows: libraries.map(({ name, type, found, unmatched, missing, roots }) => [
          name,
          type,
          found,
          unmatched,
          missing,
          roots.map(shownRoot).join(', '),
        ]),
        empty: 'There are no libraries; "backlot library add DIR" adds one.',
      })
    }
    finish(exitCode.ok)
  })

  withCommonOptions(command.command('show').description('Show a library with its folders, last scans and problems.'))
    .argument('<library>', 'its name or id')
    .action(async (name: string, options: CommonOptions) => {
      const { librarySchema, libraryProblemsSchema, scanListSchema } = await schemas()
      const path = apiPath`/api/libraries/${name}`
      const shown = await withSession(terminal, options, { command: 'library show' }, async ({ api }) => ({
        ...(await api(librarySchema, { path })),
        ...(await api(scanListSchema, { path: `${path}/scans` })),
        ...(await api(libraryProblemsSchema, { path: `${path}/problems` })),
      }))
      if (options.json === true) await printJson(terminal, shown)
      else {
        await printLines(terminal, [
          `${shown.name} (${shown.type}, ${shown.id})${shown.enabled ? '' : ', not enabled'}`,
          `  ${settingsLine(shown)}`,
          ...shown.roots.map((root) => `  folder: ${shownRoot(root)}`),
          `  ${count(shown.found, 'file')}: ${shown.matched} matched, ${shown.unmatched} unmatched; ${shown.missing} missing`,
          ...(shown.note === undefined ? [] : [`  ${shown.note}`]),
          ...shown.scans
            .slice(0, 5)
            .map((scan) => `  scan ${scan.startedAt ?? ''}: ${scan.state}${scan.error === undefined ? '' : `: ${oneLine(scan.error)}`}`),
          ...shown.problems.map(problemLine),
        ])
      }
      finish(exitCode.ok)
    })

  addLibrarySet(command, context)
  withCommonOptions(command.command('remove').description('Forget a library and all that is stored about it; files on disk stay.'))
    .argument('<library>', 'its name or id')
    .action(async (name: string, options: CommonOptions) => {
      await withSession(
        terminal,
        options,
        { command: 'library remove' },
        async ({ api }) => await api(z.undefined(), { method: 'DELETE', path: apiPath`/api/libraries/${name}` }),
      )
      if (options.json === true) await printJson(terminal, { removed: name })
      else await printLines(terminal, [`Forgot ${name}.`])
      finish(exitCode.ok)
    })
  return withExamples(
    command,
    'backlot library add /media/movies --name films',
    'backlot library set films --interval 1h --watch',
    'backlot library show films',
  )
}

const settingsLine = (library: LibraryView): string =>
  [
    library.scanInterval === 'never' ? 'scanned when asked' : `scanned every ${library.scanInterval}`,
    library.scanOnStart ? 'scanned at the start' : '',
    library.watch ? 'watched' : '',
    library.preferredLanguage === undefined ? '' : `language ${library.preferredLanguage}`,
    library.metadataProviders === undefined ? '' : `metadata of ${library.metadataProviders.join(', ') || 'no provider'}`,
  ]
    .filter((part) => part !== '')
    .join(', ')

const shownRoot = ({ path, status, reason, notWatched }: LibraryView['roots'][number]): string => {
  if (status === 'offline') return `${path} (offline: ${reason ?? 'no reason is known'})`
  return notWatched === undefined ? path : `${path} (not watched: ${notWatched})`
}
