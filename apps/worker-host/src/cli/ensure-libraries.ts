import { realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Config } from '../config/config-schema.ts'
import { librarySettingsSchema, storedLibrarySettings, type WrittenLibrarySettings } from '../config/library-settings.ts'
import { libraryListSchema } from '../http/library-routes.ts'
import { librarySchema, type LibraryView } from '../http/library-schema.ts'
import type { Api } from './api.ts'
import { CommandError } from './command-error.ts'
import { exitCode } from './exit-code.ts'
import { locateFolder } from './locate-folder.ts'
import type { Terminal } from './terminal.ts'

/** A folder that was given on the command line. */
export interface GivenFolder {
  path: string
  type: LibraryView['type']
}

/** Which libraries a start wants. */
export interface WantedLibraries {
  configured: Config['libraries']
  given: readonly GivenFolder[]
  /** Whose `movies` and `tv` folders to use when there is no library at all. */
  sample: string | undefined
}

/**
 * Adds the libraries that are configured or given and not known yet; gives those that a start scans, and how many of the
 * configured ones could not be added: a disk that is not mounted yet must not keep the host from its other work.
 */
export const ensureLibraries = async (
  api: Api,
  terminal: Terminal,
  { configured, given, sample }: WantedLibraries,
): Promise<{ libraries: LibraryView[]; refused: number }> => {
  const known = await listLibraries(api)
  let refused = 0
  for (const library of configured) {
    await ensureConfigured(api, terminal, library, known).catch((error: unknown) => {
      if (!(error instanceof CommandError)) throw error
      terminal.note(`The library ${library.name} could not be added: ${error.message}`)
      refused += 1
    })
  }
  const chosen: string[] = []
  for (const folder of given) chosen.push((await ensureFolder(api, folder)).id)
  if (sample !== undefined && known.length + configured.length + given.length === 0) {
    for (const folder of await sampleFolders(resolve(terminal.cwd, sample))) await ensureFolder(api, folder)
  }
  const libraries = (await listLibraries(api)).filter(({ id, enabled, scanOnStart }) => chosen.includes(id) || (enabled && scanOnStart))
  return { libraries, refused }
}

/** All libraries. */
export const listLibraries = async (api: Api): Promise<LibraryView[]> =>
  (await api(libraryListSchema, { path: '/api/libraries' })).libraries

const ensureConfigured = async (
  api: Api,
  terminal: Terminal,
  wanted: Config['libraries'][number],
  known: readonly LibraryView[],
): Promise<void> => {
  const library = known.find(({ name }) => name.toLowerCase() === wanted.name.toLowerCase())
  if (library === undefined) {
    await api(librarySchema, { method: 'POST', path: '/api/libraries', body: wanted })
    return
  }
  const paths = await Promise.all(wanted.paths.map(async (path) => await realpath(path).catch(() => path)))
  const same =
    library.type === wanted.type &&
    storedText(library) === storedText(wanted) &&
    paths.toSorted().join('\0') ===
      library.roots
        .map((root) => root.path)
        .toSorted()
        .join('\0')
  if (!same)
    terminal.note(
      `Library ${library.name} is configured otherwise than it is stored, and stays so; change it with "backlot library set", or let the next start add it anew: backlot library remove "${library.name}"`,
    )
}

/** Settings compared as they are stored: `360m` and `6h` are the same interval. */
const storedText = (library: WrittenLibrarySettings): string => JSON.stringify(storedLibrarySettings(librarySettingsSchema.parse(library)))

/** The library of a folder: the one that has it as a root, else a new one named after it. */
export const ensureFolder = async (api: Api, { path, type }: GivenFolder): Promise<LibraryView> => {
  const { path: root, exists } = await locateFolder(path)
  const known = await listLibraries(api)
  const library = known.find(({ roots }) => roots.some((candidate) => candidate.path === root))
  // Also when the folder is gone: its scan says that the root is offline.
  if (library !== undefined) return library
  if (!exists) throw new CommandError(`There is no folder ${path}`, exitCode.notFound)
  const name = freeName(
    basename(root) || type,
    known.map((candidate) => candidate.name),
  )
  return await api(librarySchema, { method: 'POST', path: '/api/libraries', body: { name, type, paths: [root] } })
}

const freeName = (name: string, taken: readonly string[]): string => {
  const folded = taken.map((other) => other.toLowerCase())
  if (!folded.includes(name.toLowerCase())) return name
  for (let number = 2; ; number++) if (!folded.includes(`${name} ${number}`.toLowerCase())) return `${name} ${number}`
}

const sampleFolders = async (folder: string): Promise<GivenFolder[]> => {
  const folders: GivenFolder[] = [
    { path: join(folder, 'movies'), type: 'movie' },
    { path: join(folder, 'tv'), type: 'tvshow' },
  ]
  const there = await Promise.all(folders.map(async ({ path }) => (await stat(path).catch(() => undefined))?.isDirectory() === true))
  return folders.filter((_, index) => there[index])
}
