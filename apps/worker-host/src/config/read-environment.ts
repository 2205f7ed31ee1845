import { parse } from 'yaml'
import { didYouMean } from './did-you-mean.ts'
import type { ConfigProblem } from './config-problem.ts'
import { secretSettings, sectionKeys, settingShape } from './config-schema.ts'
import type { SourceSettings } from './read-file-settings.ts'
import { readSecret } from './secret-files.ts'
import { pathText, type Setting } from './setting.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads settings from the environment: `BACKLOT_SERVER__PORT` is `server.port`, `DATABASE_URL` is `database.url`, and a
 * name that ends in `_FILE` names the file which holds a secret. A `BACKLOT_` variable that sets nothing is a problem.
 */
export const readEnvironment = async (env: Environment): Promise<SourceSettings> => {
  const settings: Setting[] = []
  const problems: ConfigProblem[] = []
  for (const [name, text] of Object.entries(env).toSorted(([a], [b]) => precedence(a) - precedence(b))) {
    if (text === undefined || text === '' || !isOurs(name)) continue
    try {
      settings.push(await readVariable(name, text))
    } catch (error) {
      problems.push({ where: name, message: error instanceof Error ? error.message : String(error) })
    }
  }
  return { settings, problems }
}

/** BACKLOT_CONFIG names the file itself and is read before. */
const isOurs = (name: string): boolean =>
  (name.startsWith('BACKLOT_') && name !== 'BACKLOT_CONFIG') || name === 'DATABASE_URL' || name === 'DATABASE_URL_FILE'

/** A variable of our own wins over the common DATABASE_URL, so it is taken later. */
const precedence = (name: string): number => (name.startsWith('DATABASE_URL') ? 0 : 1)

const readVariable = async (name: string, text: string): Promise<Setting> => {
  const words = name.startsWith('DATABASE_URL') ? ['DATABASE', name.replace('DATABASE_', '')] : name.slice('BACKLOT_'.length).split('__')
  const direct = findPath(words)
  if (direct.path !== undefined) return { path: direct.path, value: readValue(direct.path, text), where: name }
  const last = words.at(-1) ?? ''
  const fromFile = last.endsWith('_FILE') ? findPath([...words.slice(0, -1), last.slice(0, -'_FILE'.length)]).path : undefined
  if (fromFile === undefined) throw new Error(`there is no such setting. ${direct.hint}`.trim())
  if (!secretSettings.includes(pathText(fromFile))) throw new Error(`only secrets are read from files; ${pathText(fromFile)} is none`)
  return { path: fromFile, value: await readSecret(text), where: name }
}

/** Finds the setting that the words of a variable name; case and single underscores do not count (MAX_WORKERS, MAXWORKERS). */
const findPath = (words: readonly string[]): { path?: string[]; hint: string } => {
  const path: string[] = []
  for (const word of words) {
    const shape = settingShape(path)
    if (shape === 'record') {
      path.push(word.toLowerCase())
      continue
    }
    const keys = sectionKeys(path) ?? []
    const key = keys.find((candidate) => fold(candidate) === fold(word))
    if (key === undefined) return { hint: hintFor(path, word, keys) }
    path.push(key)
  }
  return settingShape(path) === 'section' ? { hint: hintFor(path, '', sectionKeys(path) ?? []) } : { path, hint: '' }
}

const hintFor = (path: readonly string[], word: string, keys: readonly string[]): string => {
  const variable = (key: string): string => `BACKLOT_${[...path, key].map(toWord).join('__')}`
  const near = didYouMean(word, keys)
  const key = keys.find((candidate) => near.includes(`"${candidate}"`))
  if (key !== undefined) return `Did you mean ${variable(key)}?`
  return keys.length > 0 && keys.length < 8 ? `Known here: ${keys.map(variable).join(', ')}.` : ''
}

const toWord = (key: string): string => key.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()

const fold = (word: string): string => word.toLowerCase().replaceAll('_', '')

const readValue = (path: readonly string[], text: string): unknown => (settingShape(path) === 'text' ? text : (parse(text) as unknown))
