import { existsSync, readFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder, createTestDatabase, waitFor, type TempFolder } from '@backlot/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScanReport } from './scan-report.ts'
import { runProcess, startProcess, type TestProcess } from './test-process.ts'
import { runCommand } from './test-terminal.ts'

const films = {
  'movies/Metropolis (1927)/Metropolis (1927).mkv': 'not really a film',
  'movies/Nosferatu (1922)/Nosferatu.1922.1080p.BluRay.mkv': 'nor this',
  'movies/vid_0042.mkv': 'and this has no name',
}

/** Runs a command in this process, which has all of the program loaded. */
const runHere = async (cwd: string, argv: readonly string[], env: Record<string, string> = {}) =>
  await runCommand(argv, { cwd, env: { HOME: cwd, ...env } })

const report = (text: string): ScanReport => JSON.parse(text) as ScanReport

describe('backlot on its embedded PostgreSQL', { timeout: 120_000 }, () => {
  let folder: TempFolder
  let host: TestProcess | undefined

  beforeAll(async () => {
    folder = await createTempFolder()
    await folder.write(films)
  })
  afterAll(async () => {
    host?.kill('SIGTERM')
    await host?.ended
    await folder[Symbol.asyncDispose]()
  })

  it('scans once, says what it found in one document, and ends', async () => {
    const { code, stdout, stderr } = await runProcess(folder.path, ['start', '--once', '--json', '--movies', 'movies'])
    expect(stderr).toContain('movies: scanning')
    expect(code).toBe(0)
    const { libraries, jobs } = report(stdout)
    expect(libraries).toMatchObject([
      { name: 'movies', type: 'movie', found: 3, added: 3, matched: 2, unmatched: 1, missing: 0, problems: 0 },
    ])
    expect(jobs.failed).toBe(0)
    expect(jobs.completed).toBeGreaterThan(0)
    expect(existsSync(join(folder.path, '.backlot/host.json'))).toBe(false)
  })

  it('finds everything there the next time, without a host, in a command', async () => {
    const { code, output } = await runHere(folder.path, ['search', 'metropols', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(output)).toMatchObject({ hits: [{ title: 'Metropolis', year: 1927 }] })
  })

  it('scans series, too, and ends with 4 where there are problems', async () => {
    const movies = join(folder.path, 'movies')
    await rename(movies, `${movies}.away`)
    await folder.write({ 'tv/The Lighthouse/S01E01.mkv': '' })
    const { code, stdout } = await runProcess(folder.path, ['start', '--once', '--json', '--tv', 'tv'])
    const { libraries } = report(stdout)
    expect(libraries.find(({ name }) => name === 'tv')).toMatchObject({
      type: 'tvshow',
      found: 1,
      matched: 1,
    })
    expect(libraries.find(({ name }) => name === 'movies')).toMatchObject({ added: 0, missing: 0, problems: 1 })
    expect(code).toBe(4)
    await rename(`${movies}.away`, movies)
  })

  it('serves its API until a signal, to commands too, and lets no second host on its folder', async () => {
    host = startProcess(folder.path, ['start', '--port', '0'])
    await waitFor('the host to be ready', () => host?.stderr().includes('Ready: '), {
      timeoutMs: 60_000,
    })
    const { url } = JSON.parse(readFileSync(join(folder.path, '.backlot/host.json'), 'utf8')) as { url: string }
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' })
    await folder.write({ 'movies/Sunrise (1927).mkv': 'a new one' })
    const scan = await runHere(folder.path, ['scan', 'movies', '--wait', '--json'])
    expect(report(scan.output).libraries).toMatchObject([{ name: 'movies', found: 4, added: 1 }])
    expect(scan.code).toBe(0)
    const second = await runProcess(folder.path, ['start'])
    expect(second.code).toBe(75)
    expect(second.stderr).toContain(url)
    const status = await runHere(folder.path, ['status', '--json'])
    expect(JSON.parse(status.output)).toMatchObject({ running: true, database: { kind: 'embedded' } })
  })

  it('is taken over after it was killed, with what it knew', async () => {
    host?.kill('SIGKILL')
    await host?.ended
    host = startProcess(folder.path, ['start', '--port', '0'])
    await waitFor('the host to be ready', () => host?.stderr().includes('Ready: '), {
      timeoutMs: 60_000,
    })
    expect(host.stdout()).toContain('movies: 4 files found, 0 added')
    host.kill('SIGTERM')
    expect(await host.ended).toBe(143)
    expect(existsSync(join(folder.path, '.backlot/host.json'))).toBe(false)
    host = undefined
  })
})

describe('backlot on a PostgreSQL of its own', { timeout: 120_000 }, () => {
  it('starts none, and leaves nothing of a dry run behind', async () => {
    await using folder = await createTempFolder()
    await folder.write(films)
    const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
    const env = { DATABASE_URL: database.url }
    const dry = await runHere(folder.path, ['scan', 'movies', '--dry-run', '--json'], env)
    expect(report(dry.output).libraries).toMatchObject([{ found: 3, added: 3, matched: 2 }])
    expect(dry.code).toBe(0)
    const { output } = await runHere(folder.path, ['library', 'list', '--json'], env)
    expect(JSON.parse(output)).toEqual([])
    expect(existsSync(join(folder.path, '.backlot/postgres'))).toBe(false)
    await database.drop()
  })

  it('ends with 69 when it cannot be reached, without its password', async () => {
    await using folder = await createTempFolder()
    const { code, stderr } = await runProcess(folder.path, ['status'], { DATABASE_URL: 'postgres://user:hidden@127.0.0.1:1/films' })
    expect(code).toBe(69)
    expect(stderr).toContain('127.0.0.1:1/films cannot be reached')
    expect(stderr).not.toContain('hidden')
    expect(existsSync(join(folder.path, '.backlot/host.json'))).toBe(false)
  })
})
