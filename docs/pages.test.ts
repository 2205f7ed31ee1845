import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { commandTable } from '../apps/worker-host/src/cli/command-table.ts'
import { exitCode } from '../apps/worker-host/src/cli/exit-code.ts'

const root = join(import.meta.dirname, '..')
const folder = join(import.meta.dirname, 'packages')
const pages = (await readdir(folder)).filter((name) => name.endsWith('.md'))
const read = async (name: string): Promise<string> => await readFile(join(import.meta.dirname, name), 'utf8')

// A type check of everything, which a busy machine takes its time for; more threads would each look at the same types again.
test('the code of every page about a package is right by its types', { timeout: 120_000 }, async () => {
  // In the folder of the host, which depends on all packages.
  const place = join(root, 'apps/worker-host/.backlot', `docs-${randomUUID()}`)
  await mkdir(place, { recursive: true })
  let blocks = 0
  for (const page of pages) {
    for (const [, code = ''] of (await read(`packages/${page}`)).matchAll(/^```ts\n(.*?)^```$/gms)) {
      blocks += 1
      await writeFile(join(place, page.replace('.md', `-${blocks}.ts`)), code)
    }
  }
  const tsconfig = {
    extends: join(root, 'tooling/tsconfig/base.json'),
    compilerOptions: { noEmit: true, customConditions: ['@backlot/source'] },
    // The second says what vitest provides to tests of a database.
    include: ['*.ts', join(root, 'packages/testing/src/global-setup.ts')],
  }
  await writeFile(join(place, 'tsconfig.json'), JSON.stringify(tsconfig))
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) }
  const tsc = promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', place, '--singleThreaded'], { env })
  const { stdout } = await tsc.catch((error: { stdout: string }) => error)
  await rm(place, { recursive: true, force: true })
  expect(stdout).toBe('')
  expect(blocks).toBeGreaterThan(9)
})

test.each(pages.filter((page) => page !== 'worker-host.md'))('%s names everything that the package gives', async (page) => {
  const source = join(root, 'packages', page.replace('.md', ''), 'src/index.ts')
  const names = Object.keys((await import(source)) as object)
  const text = await read(`packages/${page}`)
  expect(names.filter((name) => !new RegExp(`\`${name}\\b`).test(text))).toEqual([])
})

test('no page about a package is longer than two screens', async () => {
  for (const page of pages) expect({ page, long: (await read(`packages/${page}`)).split('\n').length > 81 }).toEqual({ page, long: false })
})

test('the page of the host names every command', async () => {
  const text = await read('packages/worker-host.md')
  expect(commandTable.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([])
})

test('the table of exit codes is that of the command', async () => {
  const rows = (await read('operation.md')).matchAll(/^\| (\d+) +\|/gm)
  expect([...rows].map(([, code]) => Number(code))).toEqual(Object.values(exitCode))
})
