import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kindsPage } from '../apps/worker-host/src/docs/kinds-page.ts'

/** The cells of the rows of a page's tables that begin with a kind, without the marks of code. */
const rowsOf = (page: string): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )

const read = async (name: string): Promise<string> => await readFile(join(import.meta.dirname, name), 'utf8')
const mission = rowsOf(await read('kinds-of-the-mission.md'))
const page = await kindsPage()
const run = rowsOf(page.slice(page.indexOf('## Run by this build'), page.indexOf('\n## ', page.indexOf('## Run by this build') + 1)))

test('the page of kinds is what the definitions say; `npx pnpm@12 run docs` writes it', async () => {
  expect(await read('kinds.md')).toBe(page)
})

test('the mission names seventeen kinds: this build runs each, in the given queue, for the given time, by a worker of the given package', () => {
  expect(mission).toHaveLength(17)
  const given = mission.map(([kind, queue, timeout, , worker]) => ({ kind, queue, timeout, worker }))
  const built = given.map(({ kind }) => {
    const [name, queue, timeout, , , worker] = run.find(([candidate]) => candidate === kind) ?? []
    return { kind: name, queue, timeout, worker }
  })
  expect(built).toEqual(given)
})
