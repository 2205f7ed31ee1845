import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile, readdir } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTempFolder, createTestDatabase, waitFor, type TempFolder, type TestDatabase } from '@backlot/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The package as npm would deliver it: built, packed, installed in a folder that knows nothing of this repository.

const here = import.meta.dirname
const repository = fileURLToPath(new URL('../..', import.meta.url))
const jobsPackage = join(repository, 'packages/jobs')
const run = promisify(execFile)
/** The scripts run on the Node that runs the tests, whatever the machine's own is. */
const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) }

let folder: TempFolder
let database: TestDatabase
let server: { process: ChildProcess; url: string }

beforeAll(async () => {
  folder = await createTempFolder()
  const [tarball, packed] = await Promise.all([packJobs(), createTestDatabase({ template: 'empty', prepare: async () => {} })])
  database = packed
  await installApp(tarball)
  server = await startServer()
})

afterAll(async () => {
  server?.process.kill('SIGKILL')
  await database?.drop()
  await folder?.[Symbol.asyncDispose]()
})

test('the sources of the example fit the types that are published', async () => {
  const tsc = join(repository, 'node_modules/.bin/tsc')
  const { stdout } = await run(tsc, ['--noEmit', '--singleThreaded', '-p', '.'], { cwd: folder.path, env }).catch(
    (error: { stdout: string }) => error,
  )
  // Declarations of other packages have faults of their own; ours and the example's have none.
  expect(stdout.split('\n').filter((line) => /error TS/.test(line) && !/^node_modules\/\.pnpm\/(?!@backlot)/.test(line))).toEqual([])
})

test('a job that is inserted beside a row is followed to its end, and its thumbnail is there', async () => {
  const posted = await post(
    'gradient',
    pgm(64, 192, (x, y) => (x + y) * 2),
  )
  expect(posted.status).toBe(202)
  const moments = await follow(posted.body.job)
  expect(moments.at(-1)).toMatchObject({ state: 'completed', progress: { phase: 'shrinking', current: 48, total: 48, percentage: 100 } })
  expect(moments.at(-1)?.result).toEqual({ width: 16, height: 48 })
  const percentages = moments.map(({ progress }) => progress?.percentage ?? 0)
  expect(percentages).toEqual(percentages.toSorted((a, b) => a - b))
  expect(percentages.some((percentage) => percentage > 0 && percentage < 100)).toBe(true)
  const thumbnail = Buffer.from(await (await fetch(`${server.url}/pictures/gradient/thumbnail`)).arrayBuffer())
  expect(thumbnail.subarray(0, 13).toString()).toBe('P5\n16 48\n255\n')
  // The mean of the first square of 4 x 4 points.
  expect([thumbnail.length, thumbnail[13]]).toEqual([13 + 16 * 48, 6])
})

test('a transaction that rolls back leaves no job behind', async () => {
  await post(
    'once',
    pgm(16, 16, () => 7),
  )
  const before = await jobs()
  expect(
    await post(
      'once',
      pgm(16, 16, () => 8),
    ),
  ).toMatchObject({ status: 409, body: { error: 'There is a picture "once" already' } })
  expect((await jobs()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
})

test('a file that is no picture fails for good at its first attempt', async () => {
  const { body } = await post('text', Buffer.from('This is not a picture'))
  expect((await follow(body.job)).at(-1)).toMatchObject({ state: 'discarded', error: 'The file is not a whole PGM picture' })
  expect((await jobs()).find(({ id }) => id === body.job)).toMatchObject({ attempt: 1 })
})

test('a running job is cancelled', async () => {
  const { body } = await post(
    'tall',
    pgm(16, 4_000, () => 1),
  )
  await waitFor('it to run', async () => (await jobs()).find(({ id, state }) => id === body.job && state === 'running'))
  await fetch(`${server.url}/jobs/${body.job}`, { method: 'DELETE' })
  expect((await follow(body.job)).at(-1)).toMatchObject({ state: 'cancelled' })
})

test('the server stops in good order', { timeout: 120_000 }, async () => {
  server.process.kill('SIGTERM')
  expect(await once(server.process, 'exit')).toEqual([0, null])
})

/** Builds the package and packs it into the temp folder; gives the tarball's name. */
const packJobs = async (): Promise<string> => {
  const bin = (name: string): string => join(jobsPackage, 'node_modules/.bin', name)
  await run(bin('tsup'), [], { cwd: jobsPackage, env })
  await run(join(repository, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json', '--singleThreaded'], { cwd: jobsPackage, env })
  await pnpm(['pack', '--pack-destination', folder.path], jobsPackage)
  const [tarball] = (await readdir(folder.path)).filter((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('pnpm pack left no tarball')
  return tarball
}

/** The example with the tarball in place of the workspace's package, and the exact versions that this repository uses. */
const installApp = async (tarball: string): Promise<void> => {
  const own: { dependencies: Record<string, string> } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'))
  const names = Object.keys(own.dependencies).filter((name) => name !== '@backlot/jobs')
  const dependencies = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await versionOf(here, name)])))
  const devDependencies = { '@types/pg': await versionOf(here, '@types/pg'), '@types/node': await versionOf(repository, '@types/node') }
  await folder.write({
    'package.json': JSON.stringify({
      private: true,
      type: 'module',
      dependencies: { '@backlot/jobs': `file:./${tarball}`, ...dependencies },
      devDependencies,
    }),
    // A folder of its own, whatever lies above it.
    'pnpm-workspace.yaml': 'packages: []\n',
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'es2024',
        lib: ['es2025'],
        module: 'nodenext',
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        verbatimModuleSyntax: true,
        erasableSyntaxOnly: true,
        allowImportingTsExtensions: true,
        noEmit: true,
      },
      include: ['*.ts'],
    }),
  })
  const sources = (await readdir(here)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  await Promise.all(sources.map(async (name) => await copyFile(join(here, name), join(folder.path, name))))
  // What the repository's own install left in pnpm's store and cache is enough; the registry is asked for what is not there.
  await pnpm(['install', '--prefer-offline', '--ignore-scripts'], folder.path)
}

const versionOf = async (from: string, name: string): Promise<string> => {
  const { version }: { version: string } = JSON.parse(await readFile(join(from, 'node_modules', name, 'package.json'), 'utf8'))
  return version
}

/** The pnpm that runs the tests; `npx` brings one where they were started without. */
const pnpm = async (args: string[], cwd: string): Promise<void> => {
  const { npm_execpath: running = '' } = process.env
  const [command, first] = /pnpm[^/\\]*$/.test(running)
    ? /\.[cm]?js$/.test(running)
      ? [process.execPath, [running]]
      : [running, []]
    : ['npx', ['--yes', 'pnpm@12']]
  await run(command, [...first, ...args], { cwd, env }).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`pnpm ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`)
  })
}

const startServer = async () => {
  const child = spawn(process.execPath, ['server.ts'], {
    cwd: folder.path,
    env: { ...env, DATABASE_URL: database.url, PORT: '0', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit').then(() => Promise.reject(new Error('The server ended before it listened')))
  const listening = once(createInterface(child.stdout), 'line')
  const [line] = await Promise.race([listening, exited])
  exited.catch(() => undefined)
  return { process: child, url: String(line).replace('Listening on ', '') }
}

const post = async (name: string, picture: Buffer<ArrayBuffer>) => {
  const response = await fetch(`${server.url}/pictures/${name}`, { method: 'POST', body: picture })
  const body: { job: string; error?: string } = JSON.parse(await response.text())
  return { status: response.status, body }
}

const jobs = async () => {
  const page: { jobs: { id: string; state: string; attempt: number }[] } = JSON.parse(await (await fetch(`${server.url}/jobs`)).text())
  return page.jobs
}

interface Moment {
  state: string
  progress?: { percentage: number }
  result?: unknown
}

/** All server-sent events of a job, up to the end of the stream. */
const follow = async (id: string): Promise<Moment[]> => {
  const text = await (await fetch(`${server.url}/jobs/${id}/progress`)).text()
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']): Moment => JSON.parse(data))
}

const pgm = (width: number, height: number, shade: (x: number, y: number) => number): Buffer<ArrayBuffer> => {
  const pixels = Array.from({ length: width * height }, (_, at) => shade(at % width, Math.floor(at / width)) % 256)
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), Buffer.from(pixels)])
}
