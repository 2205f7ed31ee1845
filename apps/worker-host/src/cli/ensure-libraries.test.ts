import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../config/config-schema.ts'
import { addLibrarySchema, type LibraryView } from '../http/library-schema.ts'
import type { Api } from './api.ts'
import { CommandError } from './command-error.ts'
import { ensureLibraries } from './ensure-libraries.ts'
import { exitCode } from './exit-code.ts'
import { testTerminal } from './test-terminal.ts'

/** An API that keeps libraries in memory and refuses a folder called `offline`. */
const setup = (cwd: string) => {
  const libraries: LibraryView[] = []
  const api: Api = async (schema, { method, body }) => {
    if (method !== 'POST') return schema.parse({ libraries })
    const { name, paths, ...library } = addLibrarySchema.parse(body)
    if (paths.some((path) => path.endsWith('offline'))) throw new CommandError('It cannot be read', exitCode.error)
    const roots = paths.map((path) => ({ path, status: 'new' as const }))
    const counts = { found: 0, matched: 0, unmatched: 0, ignored: 0, extras: 0, missing: 0 }
    libraries.push({ id: crypto.randomUUID(), name: name ?? '', ...library, roots, ...counts })
    return await Promise.resolve(schema.parse(libraries.at(-1)))
  }
  const terminal = testTerminal({ cwd })
  return { api, terminal, libraries }
}

const librariesOf = (...libraries: object[]) => configSchema.parse({ libraries }).libraries

const named = (libraries: readonly LibraryView[]): string[] => libraries.map(({ name, type }) => `${name}: ${type}`)

describe('the libraries of a start', () => {
  it('are the sample only where there are no others', async () => {
    await using folder = await createTempFolder()
    await folder.write({ 'sample/movies/a.mkv': '', 'films/b.mkv': '' })
    const { api, terminal } = setup(folder.path)
    const sample = { configured: [], given: [], sample: 'sample' }
    expect(named((await ensureLibraries(api, terminal, sample)).libraries)).toEqual(['movies: movie'])
    expect(named((await ensureLibraries(api, terminal, sample)).libraries)).toEqual(['movies: movie'])
    const other = setup(folder.path)
    const given = [{ path: join(folder.path, 'films'), type: 'movie' as const }]
    expect(named((await ensureLibraries(other.api, terminal, { ...sample, given })).libraries)).toEqual(['films: movie'])
  })

  it('are added once, under names of their own', async () => {
    await using folder = await createTempFolder()
    await folder.write({ 'a/films/x.mkv': '', 'b/films/y.mkv': '' })
    const { api, terminal, libraries } = setup(folder.path)
    const given = ['a/films', 'b/films'].map((path) => ({ path: join(folder.path, path), type: 'tvshow' as const }))
    await ensureLibraries(api, terminal, { configured: [], given, sample: undefined })
    await ensureLibraries(api, terminal, { configured: [], given, sample: undefined })
    expect(named(libraries)).toEqual(['films: tvshow', 'films 2: tvshow'])
  })

  it('go on without a configured one that cannot be added, and say so', async () => {
    const { api, terminal } = setup('/nowhere')
    const configured = librariesOf(...['offline', 'films'].map((name) => ({ name, type: 'movie', paths: [`/${name}`] })))
    const { libraries, refused } = await ensureLibraries(api, terminal, { configured, given: [], sample: undefined })
    expect(named(libraries)).toEqual(['films: movie'])
    expect(refused).toBe(1)
    expect(terminal.notes).toEqual(['The library offline could not be added: It cannot be read'])
  })

  it('leave out those that are not to be scanned, and tell of settings that are not taken over', async () => {
    const { api, terminal } = setup('/nowhere')
    const films = { name: 'films', type: 'movie', paths: ['/films'], scanOnStart: false, scanInterval: '60m' }
    expect((await ensureLibraries(api, terminal, { configured: librariesOf(films), given: [], sample: undefined })).libraries).toEqual([])
    expect(terminal.notes).toEqual([])
    const same = librariesOf({ ...films, scanInterval: '1h' })
    await ensureLibraries(api, terminal, { configured: same, given: [], sample: undefined })
    expect(terminal.notes).toEqual([])
    for (const other of [{ paths: ['/other'] }, { watch: true }, { preferredLanguage: 'de' }, { scanInterval: '2h' }]) {
      await ensureLibraries(api, terminal, { configured: librariesOf({ ...films, ...other }), given: [], sample: undefined })
      expect(terminal.notes.splice(0)[0]).toContain('Library films is configured otherwise than it is stored')
    }
  })

  it('do not start on a folder that was given and is not there', async () => {
    const { api, terminal } = setup('/nowhere')
    const given = [{ path: '/nowhere/films', type: 'movie' as const }]
    await expect(ensureLibraries(api, terminal, { configured: [], given, sample: undefined })).rejects.toThrow(
      'There is no folder /nowhere/films',
    )
  })
})
