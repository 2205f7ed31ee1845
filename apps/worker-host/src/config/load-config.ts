import { dirname, resolve } from 'node:path'
import type { z } from 'zod'
import { ConfigError, type ConfigProblem } from './config-problem.ts'
import { configSchema, sectionKeys, type Config } from './config-schema.ts'
import { didYouMean } from './did-you-mean.ts'
import { readEnvironment } from './read-environment.ts'
import { lineInFile, readFileSettings, type SourceSettings } from './read-file-settings.ts'
import { readSecretFiles, type SecretFiles } from './secret-files.ts'
import { pathText, type Setting } from './setting.ts'

/** Where the configuration is read from. */
export interface LoadConfigOptions {
  /** What flags set, by the setting's path; undefined ones are left out. `{ 'server.port': { value: 1, where: '--port' } }` */
  flags: readonly Setting[]
  /** The file named with --config; it must exist. */
  file?: string | undefined
  env: Readonly<Record<string, string | undefined>>
  /** Where relative paths start and backlot.yaml is looked for first. */
  cwd: string
}

/** The configuration with where each value came from. Paths in it are absolute. */
export interface LoadedConfig {
  config: Config
  /** The file that was read, if there was one. */
  file: string | undefined
  /** By the setting's path; what is not here is a default. */
  origins: ReadonlyMap<string, string>
}

/** Reads flags, environment and file, in that order of weight. Throws a ConfigError that names every problem at once. */
export const loadConfig = async ({ flags, file, env, cwd }: LoadConfigOptions): Promise<LoadedConfig> => {
  const environment = await readEnvironment(env)
  const content = await findFile(file ?? env['BACKLOT_CONFIG'], [...environment.settings, ...flags], cwd)
  const written = [...(content?.settings ?? []), ...environment.settings, ...flags]
  const base = content === undefined ? cwd : dirname(content.path)
  const secrets = await readSecretFiles(written, ({ where }) => (isIn(content, where) ? base : cwd))
  const settings = new Map(secrets.settings.map((setting) => [pathText(setting.path), setting]))
  const parsed = configSchema.safeParse(assemble([...settings.values()]))
  const places = new Map([...written.map((setting) => [pathText(setting.path), setting] as const), ...settings])
  const problems = [...(content?.problems ?? []), ...environment.problems, ...(await describeFaults(secrets, places, content))]
  if (!parsed.success) problems.push(...(await describeIssues(parsed.error.issues, places, { file: content, secrets })))
  if (parsed.success) problems.push(...checkBind(parsed.data, settings), ...checkNames(parsed.data, settings))
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const dataFrom = isIn(content, settings.get('data')?.where) ? base : cwd
  const config = {
    ...parsed.data,
    data: resolve(dataFrom, parsed.data.data),
    libraries: parsed.data.libraries.map((library) => ({ ...library, paths: library.paths.map((path) => resolve(base, path)) })),
  }
  return { config, file: content?.path, origins: new Map([...settings].map(([path, { where }]) => [path, where])) }
}

interface FileContent extends SourceSettings {
  path: string
  shownAs: string
}

const isIn = (file: FileContent | undefined, where: string | undefined): boolean =>
  file !== undefined && where?.startsWith(`${file.shownAs}:`) === true

/** The file that was named, else backlot.yaml in the current folder, else in the data folder. */
const findFile = async (named: string | undefined, settings: readonly Setting[], cwd: string): Promise<FileContent | undefined> => {
  const data = settings.findLast((setting) => pathText(setting.path) === 'data')?.value
  const names = named === undefined ? ['backlot.yaml', `${typeof data === 'string' ? data : './.backlot'}/backlot.yaml`] : [named]
  for (const name of names) {
    const path = resolve(cwd, name)
    const content = await readFileSettings(path, name)
    if (content !== undefined) return { ...content, path, shownAs: name }
  }
  if (named === undefined) return undefined
  throw new ConfigError([{ where: named, message: `there is no such file (looked in ${cwd})` }])
}

const assemble = (settings: readonly Setting[]): Record<PropertyKey, unknown> => {
  const root: Record<PropertyKey, unknown> = {}
  for (const { path, value } of settings) {
    let section = root
    for (const key of path.slice(0, -1)) section = (section[key] ??= {}) as Record<PropertyKey, unknown>
    section[path.at(-1) ?? ''] = value
  }
  return root
}

type Issue = z.core.$ZodIssue

const describeFaults = async (
  { faults }: SecretFiles,
  settings: ReadonlyMap<string, Setting>,
  file: FileContent | undefined,
): Promise<ConfigProblem[]> =>
  await Promise.all(
    faults.map(async ({ path, message }) => ({ where: await whereIs(path, settings, file), message: `${pathText(path)}: ${message}` })),
  )

const describeIssues = async (
  issues: readonly Issue[],
  settings: ReadonlyMap<string, Setting>,
  { file, secrets: { namedBy, faults } }: { file: FileContent | undefined; secrets: SecretFiles },
): Promise<ConfigProblem[]> => {
  const problems: ConfigProblem[] = []
  for (const issue of issues) {
    const wrong =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(issue.path, key) }))
        : [{ path: issue.path, message: issue.message }]
    for (const { path: place, message } of wrong) {
      // What is wrong with a secret is told of the setting that names its file.
      const path = namedBy.get(pathText(place)) ?? place
      if (faults.some((fault) => pathText(fault.path) === pathText(path))) continue
      problems.push({ where: await whereIs(path, settings, file), message: `${pathText(path)}: ${message}` })
    }
  }
  return problems
}

const unknownKey = (section: readonly PropertyKey[], key: string): string => {
  const keys = sectionKeys(section) ?? []
  return `there is no such setting. ${didYouMean(key, keys) || `Known here: ${keys.join(', ')}.`}`
}

/** The place of a setting, of the value that holds it, or of the nearest one below it. */
const whereIs = async (
  path: readonly PropertyKey[],
  settings: ReadonlyMap<string, Setting>,
  file: FileContent | undefined,
): Promise<string> => {
  const own = settings.get(pathText(path))
  if (own !== undefined) return own.where
  for (let end = path.length - 1; end > 0; end--) {
    const holder = settings.get(pathText(path.slice(0, end)))
    if (holder === undefined) continue
    return file !== undefined && isIn(file, holder.where) ? `${file.shownAs}:${await lineInFile(file.path, path)}` : holder.where
  }
  const below = [...settings.values()].find((setting) => pathText(setting.path).startsWith(`${pathText(path)}.`))
  return below?.where ?? 'configuration'
}

const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost']

const checkBind = ({ server }: Config, settings: ReadonlyMap<string, Setting>): ConfigProblem[] => {
  if (loopback.includes(server.bind)) return []
  const message = `server.bind: "${server.bind}" would let others in, and this build has no accounts yet; only 127.0.0.1, ::1 and localhost are allowed`
  return [{ where: settings.get('server.bind')?.where ?? 'default', message }]
}

/** Names stand for things in commands, so none is there twice. */
const checkNames = ({ libraries, notifications }: Config, settings: ReadonlyMap<string, Setting>): ConfigProblem[] => [
  ...namedTwice('libraries', libraries, settings),
  ...namedTwice('notifications.agents', notifications.agents, settings),
]

const namedTwice = (path: string, things: readonly { name: string }[], settings: ReadonlyMap<string, Setting>): ConfigProblem[] => {
  const names = things.map(({ name }) => name.toLowerCase())
  const twice = things.filter(({ name }, index) => names.indexOf(name.toLowerCase()) < index)
  return twice.map(({ name }) => ({ where: settings.get(path)?.where ?? 'default', message: `${path}: "${name}" is there twice` }))
}
