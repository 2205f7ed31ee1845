import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const pages = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))

test.each(pages)('what %s links to is there', (page) => {
  const path = join(import.meta.dirname, page)
  const links = [...readFileSync(path, 'utf8').matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([])
})

test('every package has a page', () => {
  const packages = ['packages', 'apps'].flatMap((folder) => readdirSync(join(import.meta.dirname, '..', folder)))
  expect(packages.filter((name) => !pages.includes(join('packages', `${name}.md`)))).toEqual([])
})
