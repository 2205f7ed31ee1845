import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase } from '@backlot/testing'
import { afterAll, expect, test } from 'vitest'

// The code of the pages, written to files: each page is one module, a block with a name is a module of its own. They
// lie in the example's folder, which has the same dependencies as somebody who embeds the package.

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../..', import.meta.url))
const pages = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.md'))
const folder = join(repository, 'examples/embed/.backlot', `docs-${randomUUID()}`)
const database = await createTestDatabase({ template: 'empty', prepare: async () => {} })
const env = { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' }

/** The code of a page, by the name of the module that it is part of. */
const modulesOf = async (page: string): Promise<Map<string, string>> => {
  const modules = new Map<string, string>()
  const text = await readFile(join(import.meta.dirname, page), 'utf8')
  for (const [, name, code = ''] of text.matchAll(/^```ts(?: (\S+))?\n(.*?)^```$/gms)) {
    const module = name ?? `${basename(page, '.md')}.ts`
    modules.set(module, (modules.get(module) ?? '') + code)
  }
  return modules
}

await mkdir(folder, { recursive: true })
for (const page of pages) {
  for (const [name, code] of await modulesOf(page)) await writeFile(join(folder, name), code)
}
const tsconfig = {
  extends: join(repository, 'tooling/tsconfig/base.json'),
  compilerOptions: { noEmit: true, customConditions: ['@backlot/source'] },
  include: ['*.ts'],
}
await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))

afterAll(async () => {
  delete process.env['DATABASE_URL']
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

test('the code of every page is right by its types', async () => {
  const tsc = join(repository, 'node_modules/.bin/tsc')
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter)
  const { stdout } = await run(tsc, ['-p', folder, '--singleThreaded'], { env: { ...env, PATH: path } }).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout).toBe('')
})

test('the program of the first page does what it says', async () => {
  const { stdout } = await run(process.execPath, ['--conditions=@backlot/source', join(folder, 'README.ts')], { env })
  expect(stdout).toBe("{ text: 'Hello, Ada' }\n")
})

test('every link leads somewhere', async () => {
  const broken: string[] = []
  for (const page of pages) {
    const text = await readFile(join(import.meta.dirname, page), 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      if (!(await leadsSomewhere(page, target))) broken.push(`${page}: ${target}`)
    }
  }
  expect(broken).toEqual([])
})

test('the first page lists every other', async () => {
  const index = await readFile(join(import.meta.dirname, 'README.md'), 'utf8')
  expect(pages.filter((page) => page !== 'README.md' && !index.includes(`](${page})`))).toEqual([])
})

const leadsSomewhere = async (page: string, target: string): Promise<boolean> => {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? join(import.meta.dirname, page) : join(import.meta.dirname, path)
  if (anchor === undefined) return await exists(file)
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').some((line) => line.startsWith('#') && anchorOf(line) === anchor)
}

const exists = async (file: string): Promise<boolean> => (await readdir(dirname(file)).catch((): string[] => [])).includes(basename(file))

const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')

// The tests that the page on testing shows run as tests of this file.
process.env['DATABASE_URL'] = database.url
await import(/* @vite-ignore */ join(folder, 'testing.ts'))
