import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { configSchema, sectionKeys, settingShape } from '../apps/worker-host/src/config/config-schema.ts'
import { loadConfig } from '../apps/worker-host/src/config/load-config.ts'
import { readEnvironment } from '../apps/worker-host/src/config/read-environment.ts'

const page = await readFile(join(import.meta.dirname, 'configuration.md'), 'utf8')

/** The first cells of the table below a heading, without the marks of code. */
const tableBelow = (heading: string): string[][] => {
  const section = page.slice(page.indexOf(`\n${heading}\n`) + heading.length + 2)
  const end = section.search(/^#/m)
  const rows = section.slice(0, end === -1 ? undefined : end).matchAll(/^\| `.*\|$/gm)
  return [...rows].map(([row]) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}

/** Every setting, by its path; a record's names stand as `<name>`. */
const settingsBelow = (path: readonly string[]): string[] =>
  (sectionKeys(path) ?? []).flatMap((key) => {
    const shape = settingShape([...path, key])
    if (shape === 'section') return settingsBelow([...path, key])
    return [[...path, key, ...(shape === 'record' ? ['<name>'] : [])].join('.')]
  })

const defaultOf = (path: string): string => {
  const value = path
    .split('.')
    .reduce<unknown>((section, key) => (section as Record<string, unknown> | undefined)?.[key], configSchema.parse({}))
  if (value === undefined) return 'not set'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

test('every setting is on the page with its default, in the order of the schema', () => {
  const shown = tableBelow('## Settings').map(([setting, , byDefault]) => [setting, byDefault])
  expect(shown).toEqual(settingsBelow([]).map((setting) => [setting, defaultOf(setting)]))
})

test('every setting of a library is on the page', () => {
  const keys = sectionKeys(['libraries', '0']) ?? []
  expect(tableBelow('### A library').map(([key]) => key)).toEqual(keys)
  const { libraries } = configSchema.parse({ libraries: [{ name: 'films', type: 'movie', paths: ['/films'] }] })
  for (const [key = '', byDefault] of tableBelow('### A library')) {
    if (byDefault !== '')
      expect({ [key]: String((libraries[0] as Record<string, unknown> | undefined)?.[key]) }).toEqual({ [key]: byDefault })
  }
})

test('every setting of a notification agent is on the page', () => {
  const keys = sectionKeys(['notifications', 'agents', '0']) ?? []
  const shown = tableBelow('### A notification agent').map(([key]) => key)
  expect(new Set(shown)).toEqual(new Set(keys))
})

test('every variable sets the setting beside it', async () => {
  for (const [setting, variable = ''] of tableBelow('## Settings')) {
    const { settings, problems } = await readEnvironment({ [variable.replace('<NAME>', 'BULK')]: '1' })
    expect(problems).toEqual([])
    expect(settings.map(({ path }) => path.join('.'))).toEqual([setting?.replace('<name>', 'bulk')])
  }
})

test('the file of the page is valid', async () => {
  await using folder = await createTempFolder()
  const [, yaml = ''] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? []
  await writeFile(join(folder.path, 'backlot.yaml'), yaml)
  const { config } = await loadConfig({ flags: [], env: {}, cwd: folder.path })
  expect(config).toMatchObject({ data: '/var/lib/backlot', jobs: { queues: { bulk: 1 } }, libraries: [{ name: 'films' }] })
})
