import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathText, type Setting } from './setting.ts'

/** The content of a file with a secret, without the line's end. Throws an Error that says why there is none. */
export const readSecret = async (file: string): Promise<string> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`the file ${file} cannot be read`, { cause })
  })
  if (text.trim() === '') throw new Error(`the file ${file} is empty`)
  return text.trim()
}

/** What came of the files that settings name. */
export interface SecretFiles {
  settings: Setting[]
  /** What cannot be read, by the path of the setting that names the file. */
  faults: { path: readonly PropertyKey[]; message: string }[]
  /** The path of each setting that names a file, by the path of the secret in it. */
  namedBy: ReadonlyMap<string, readonly PropertyKey[]>
}

/** Secrets that settings of a file or lists in a variable can hold; `*` is a place in a list. */
const secretPaths: readonly string[] = [
  'database.url',
  'metadata.tmdb.token',
  'search.typesense.apiKey',
  ...['radarr', 'sonarr'].flatMap((app) => ['apiKey', 'webhookSecret'].map((key) => `arr.${app}.*.${key}`)),
  ...['webhookUrl', 'url', 'token', 'username', 'password', 'secret', 'key', 'urls', 'headers'].map(
    (key) => `notifications.agents.*.${key}`,
  ),
]

/**
 * Takes the secrets that settings keep in files: `tokenFile` names the file with `token`, as Docker's and systemd's secrets
 * are given. `urls` are one a line, and so are `headers`, as `Name: value`. `folderOf` says where a relative path starts.
 */
export const readSecretFiles = async (settings: readonly Setting[], folderOf: (setting: Setting) => string): Promise<SecretFiles> => {
  const faults: SecretFiles['faults'] = []
  const namedBy = new Map<string, readonly PropertyKey[]>()

  /** A value without settings that name files; in their place the secrets. */
  const take = async (value: unknown, path: readonly PropertyKey[], folder: string): Promise<unknown> => {
    if (Array.isArray(value)) return await Promise.all(value.map(async (one, place) => await take(one, [...path, place], folder)))
    if (typeof value !== 'object' || value === null) return value
    const taken: Record<string, unknown> = {}
    for (const [key, child] of Object.entries(value) as [string, unknown][]) {
      const secret = secretNamedBy([...path, key])
      if (secret === undefined) taken[key] = await take(child, [...path, key], folder)
      else if (Object.hasOwn(value, secret)) fault([...path, key], secret, `say either ${secret} or ${key}`)
      else taken[secret] = await content([...path, key], { secret, file: child, folder })
    }
    return taken
  }
  const content = async (
    path: readonly PropertyKey[],
    { secret, file, folder }: { secret: string; file: unknown; folder: string },
  ): Promise<unknown> => {
    namedBy.set(pathText([...path.slice(0, -1), secret]), path)
    if (typeof file !== 'string') return fault(path, secret, 'expected the path of a file')
    try {
      return shaped(secret, await readSecret(resolve(folder, file)))
    } catch (error) {
      return fault(path, secret, error instanceof Error ? error.message : String(error))
    }
  }
  const fault = (path: readonly PropertyKey[], secret: string, message: string): undefined => {
    namedBy.set(pathText([...path.slice(0, -1), secret]), path)
    faults.push({ path, message })
  }

  const read: Setting[] = []
  for (const setting of settings) {
    const secret = secretNamedBy(setting.path)
    const folder = folderOf(setting)
    if (secret === undefined) {
      read.push({ ...setting, value: await take(setting.value, setting.path, folder) })
      continue
    }
    const path = [...setting.path.slice(0, -1), secret]
    const twice = settings.some((other) => other.where === setting.where && pathText(other.path) === pathText(path))
    if (twice) fault(setting.path, secret, `say either ${secret} or ${String(setting.path.at(-1))}`)
    else read.push({ ...setting, path, value: await content(setting.path, { secret, file: setting.value, folder }) })
  }
  return { settings: read, faults, namedBy }
}

/** The name of the secret whose file a setting names; undefined for any other setting. */
const secretNamedBy = (path: readonly PropertyKey[]): string | undefined => {
  const key = String(path.at(-1))
  if (!key.endsWith('File')) return undefined
  const secret = key.slice(0, -'File'.length)
  const pattern = [...path.slice(0, -1), secret].map((part) => (typeof part === 'number' ? '*' : String(part))).join('.')
  return secretPaths.includes(pattern) ? secret : undefined
}

const shaped = (secret: string, text: string): unknown => {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  if (secret === 'urls') return lines
  if (secret !== 'headers') return text
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      if (colon === -1) throw new Error('a header is written as Name: value, one a line')
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    }),
  )
}
