import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, code = '']) => code)
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'))
const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts

let data: string
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'backlot-readme-'))
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

/** What `npx pnpm@12` would run, without asking a registry for pnpm: the script of that name, its words after it. */
const scriptOf = (command: string): string => {
  const [, name = '', rest = ''] = /^npx pnpm@12(?: --silent)? (\w+)(.*)$/.exec(command) ?? []
  const script = scripts[name]
  if (script === undefined) throw new Error(`package.json has no script for: ${command}`)
  return `${script}${rest}`
}

// A start at another start's port would be refused; the embedded database lies in a folder of the test's own.
const env = {
  ...process.env,
  // Of the tests, and no setting of the host.
  BACKLOT_API_DESCRIPTIONS: undefined,
  BACKLOT_DATA: '',
  BACKLOT_SERVER__PORT: '0',
  NO_COLOR: '1',
  PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
}
const inShell = (command: string) => spawnSync('sh', ['-c', command], { cwd: root, env: { ...env, BACKLOT_DATA: data }, encoding: 'utf8' })

/** Not run here, each for its reason. */
const elsewhere: Record<string, string> = {
  'npx pnpm@12 start': 'goes on until it is stopped: the test below starts and stops it',
  'npx pnpm@12 test': 'is the run that this test is part of',
  'BACKLOT_DB_PASSWORD=choose-one BACKLOT_MOVIES=/media/movies docker compose up --detach':
    'needs a Docker engine; the test below reads the file',
}

test.each(commands.filter((command) => elsewhere[command] === undefined))('%s', (command) => {
  const { status, stdout, stderr } = inShell(scriptOf(command))
  expect(stderr).not.toMatch(/error/i)
  expect({ status, said: stdout.length > 0 }).toEqual({ status: 0, said: true })
})

test('the commands that are not run above are still those', () => {
  expect(commands).toEqual(expect.arrayContaining(Object.keys(elsewhere)))
})

test('npx pnpm@12 start scans, says where it listens, and stops in good order', async () => {
  const host = spawn('sh', ['-c', `exec ${scriptOf('npx pnpm@12 start')}`], {
    cwd: root,
    env: { ...env, BACKLOT_DATA: join(data, 'second') },
  })
  let said = ''
  const ready = new Promise<void>((resolve) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      if (said.includes('Ready: http://127.0.0.1:')) resolve()
    }
    host.stdout.on('data', listen)
    host.stderr.on('data', listen)
  })
  const ended = once(host, 'exit')
  await Promise.race([ready, ended])
  host.kill('SIGTERM')
  expect(await ended).toEqual([143, null])
  expect(said).toContain('52 files found')
})

test('the compose file names what the README sets, and runs the host without rights it does not need', () => {
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8')
  for (const words of ['BACKLOT_DB_PASSWORD', 'BACKLOT_MOVIES', ':/media/movies:ro', 'read_only: true', 'no-new-privileges'])
    expect(compose).toContain(words)
})

test('its TypeScript is right', () => {
  const folder = join(root, 'packages/jobs/node_modules/.readme')
  mkdirSync(folder, { recursive: true })
  const files = blocks('ts').map((code, index) => {
    const file = join(folder, `snippet-${index}.ts`)
    writeFileSync(file, code.replaceAll(`'@backlot/jobs'`, `'../../src/index.ts'`))
    return file
  })
  expect(files.length).toBeGreaterThan(0)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../../../tsconfig.json', include: files, exclude: [] }))
  const { status, stdout } = spawnSync('tsc', ['--noEmit', '--singleThreaded', '-p', folder], { env, encoding: 'utf8' })
  rmSync(folder, { recursive: true, force: true })
  expect(stdout).toBe('')
  expect(status).toBe(0)
})

test('what it links to is there', () => {
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path)
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([])
})
