import { glob, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import tsup from '../tsup.config.ts'

const host = resolve(import.meta.dirname, '..')
const packages = resolve(host, '../../packages')

/** How a module names a script that it starts in a thread: its source, or what is built of it beside the module. */
const named = /import\.meta\.url\.endsWith\('\.ts'\)\s*\?\s*'([^']+\.ts)'\s*:\s*'([^']+)\.js'/g

test('every script that a package starts in a thread is built beside the host', async () => {
  const started: Record<string, string> = {}
  for await (const file of glob('*/src/**/*.ts', { cwd: packages })) {
    for (const [, source = '', built = ''] of (await readFile(join(packages, file), 'utf8')).matchAll(named))
      started[basename(built)] = resolve(packages, dirname(file), source)
  }
  expect(Object.keys(started).length).toBeGreaterThan(3)
  const entries = Array.isArray(tsup) || typeof tsup === 'function' ? {} : tsup.entry
  const built = Object.fromEntries(Object.entries(entries ?? {}).map(([name, source]) => [name, resolve(host, source)]))
  expect(built).toMatchObject(started)
})
