import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { describe, expect, it } from 'vitest'
import { ConfigError, type ConfigProblem } from './config-problem.ts'
import { describeConfig } from './describe-config.ts'
import { loadConfig, type LoadConfigOptions } from './load-config.ts'

const load = async (cwd: string, options: Partial<LoadConfigOptions> = {}) => await loadConfig({ flags: [], env: {}, cwd, ...options })

const problemsOf = async (loading: Promise<unknown>): Promise<readonly ConfigProblem[]> => {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof ConfigError) return error.problems
  throw new Error('expected a ConfigError', { cause: error })
}

describe('the configuration', () => {
  it('has a default for everything', async () => {
    await using folder = await createTempFolder()
    const { config, file } = await load(folder.path)
    expect(file).toBeUndefined()
    expect(config).toMatchObject({
      data: join(folder.path, '.backlot'),
      server: { port: 8484, bind: '127.0.0.1' },
      jobs: { maxWorkers: 10 },
      libraries: [],
    })
  })

  it('takes flags before the environment, that before the file, and the file before defaults', async () => {
    await using folder = await createTempFolder()
    await folder.write({ 'backlot.yaml': 'server: { port: 1001, bind: localhost }\njobs: { maxWorkers: 3 }\nlog: { level: warn }\n' })
    const { config, origins } = await load(folder.path, {
      env: { BACKLOT_SERVER__PORT: '1002', BACKLOT_JOBS__MAX_WORKERS: '4' },
      flags: [{ path: ['server', 'port'], value: 1003, where: '--port' }],
    })
    expect(config).toMatchObject({ server: { port: 1003, bind: 'localhost' }, jobs: { maxWorkers: 4 }, log: { level: 'warn' } })
    expect(Object.fromEntries(origins)).toMatchObject({
      'server.port': '--port',
      'server.bind': 'backlot.yaml:1',
      'jobs.maxWorkers': 'BACKLOT_JOBS__MAX_WORKERS',
      'log.level': 'backlot.yaml:3',
    })
  })

  it('names every problem at once, each with its place and what was probably meant', async () => {
    await using folder = await createTempFolder()
    await folder.write({
      'backlot.yaml': [
        'server:',
        '  port: 99999',
        '  prot: 1',
        'jobs:',
        '  fetchCooldown: soon',
        'libraries:',
        '  - name: films',
        '    type: film',
        '    pathz: [a]',
        'databse: {}',
      ].join('\n'),
    })
    const problems = await problemsOf(load(folder.path, { env: { BACKLOT_SERVR__PORT: '1', BACKLOT_JOBS__MAX_WORKERS: 'many' } }))
    const found = problems.map(({ where, message }) => `${where} ${message}`)
    expect(found).toContainEqual(expect.stringContaining('backlot.yaml:2 server.port'))
    expect(found).toContainEqual('backlot.yaml:3 server.prot: there is no such setting. Did you mean "port"?')
    expect(found).toContainEqual(expect.stringContaining('backlot.yaml:5 jobs.fetchCooldown: a length of time is written as'))
    expect(found).toContainEqual(expect.stringContaining('backlot.yaml:8 libraries.0.type'))
    expect(found).toContainEqual('backlot.yaml:9 libraries.0.pathz: there is no such setting. Did you mean "paths"?')
    expect(found).toContainEqual('backlot.yaml:10 databse: there is no such setting. Did you mean "database"?')
    expect(found).toContainEqual('BACKLOT_SERVR__PORT there is no such setting. Did you mean BACKLOT_SERVER?')
    expect(found).toContainEqual(expect.stringContaining('BACKLOT_JOBS__MAX_WORKERS jobs.maxWorkers'))
  })

  it('says where YAML is broken', async () => {
    await using folder = await createTempFolder()
    await folder.write({ 'backlot.yaml': 'server:\n  port: [1\nlog: {}\n' })
    const [problem] = await problemsOf(load(folder.path))
    expect(problem?.where).toMatch(/^backlot\.yaml:\d+$/)
  })

  it('reads secrets from files, and nothing else', async () => {
    await using folder = await createTempFolder()
    await folder.write({ secret: 'postgres://user:hidden@db.example/backlot\n' })
    const file = join(folder.path, 'secret')
    expect((await load(folder.path, { env: { DATABASE_URL_FILE: file } })).config.database.url).toBe(
      'postgres://user:hidden@db.example/backlot',
    )
    expect((await load(folder.path, { env: { BACKLOT_DATABASE__URL_FILE: file } })).config.database.url).toContain('hidden')
    const problems = await problemsOf(load(folder.path, { env: { BACKLOT_SERVER__PORT_FILE: file, DATABASE_URL_FILE: `${file}.gone` } }))
    expect(problems.map(({ where }) => where)).toEqual(['DATABASE_URL_FILE', 'BACKLOT_SERVER__PORT_FILE'])
  })

  it('prefers its own variable to DATABASE_URL', async () => {
    await using folder = await createTempFolder()
    const env = { BACKLOT_DATABASE__URL: 'postgres://ours/a', DATABASE_URL: 'postgres://common/b' }
    expect((await load(folder.path, { env })).config.database.url).toBe('postgres://ours/a')
  })

  it('takes sizes of queues and whole lists from the environment', async () => {
    await using folder = await createTempFolder()
    const env = { BACKLOT_JOBS__QUEUES__BULK: '7', BACKLOT_LIBRARIES: '[{ name: films, type: movie, paths: [./films] }]' }
    const { config } = await load(folder.path, { env })
    expect(config.jobs.queues).toEqual({ bulk: 7 })
    expect(config.libraries).toMatchObject([{ name: 'films', paths: [join(folder.path, 'films')], enabled: true, scanOnStart: true }])
  })

  it('lets nobody but this machine in', async () => {
    await using folder = await createTempFolder()
    const flags = [{ path: ['server', 'bind'], value: '0.0.0.0', where: '--bind' }]
    expect(await problemsOf(load(folder.path, { flags }))).toMatchObject([
      { where: '--bind', message: expect.stringContaining('no accounts yet') as string },
    ])
  })

  it('refuses a file that was named and is not there, and two libraries of one name', async () => {
    await using folder = await createTempFolder()
    expect(await problemsOf(load(folder.path, { file: 'other.yaml' }))).toMatchObject([{ where: 'other.yaml' }])
    await folder.write({ 'twice.yaml': 'libraries:\n  - { name: a, type: movie, paths: [x] }\n  - { name: A, type: movie, paths: [y] }\n' })
    expect(await problemsOf(load(folder.path, { file: 'twice.yaml' }))).toMatchObject([{ message: 'libraries: "A" is there twice' }])
  })

  it('finds backlot.yaml in the data folder when there is none here', async () => {
    await using folder = await createTempFolder()
    await folder.write({ 'data/backlot.yaml': 'server: { port: 1 }\n' })
    const flags = [{ path: ['data'], value: 'data', where: '--data' }]
    const { config, file } = await load(folder.path, { flags })
    expect(config.server.port).toBe(1)
    expect(file).toBe(join(folder.path, 'data/backlot.yaml'))
  })

  it('is shown with where each value came from, and without secrets', async () => {
    await using folder = await createTempFolder()
    const shown = describeConfig(await load(folder.path, { env: { DATABASE_URL: 'postgres://user:hidden@db.example/x' } }))
    expect(shown).toContainEqual({ path: 'database.url', value: '(secret)', from: 'DATABASE_URL' })
    expect(shown).toContainEqual({ path: 'server.port', value: 8484, from: 'default' })
    expect(JSON.stringify(shown)).not.toContain('hidden')
  })
})
