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

test('the mission names seventeen kinds, and says of each whether this build has it', () => {
  expect(mission).toHaveLength(17)
  const inBuild = mission.filter(([kind = '']) => run.some(([name]) => name === kind)).map(([kind]) => kind)
  expect(mission.filter((row) => row.at(-1) === 'yes').map(([kind]) => kind)).toEqual(inBuild)
  expect(new Set(mission.map((row) => row.at(-1)))).toEqual(new Set(['yes']))
})

test('kind, queue and timeout of those that are built are the given ones', () => {
  const given = mission.filter((row) => row.at(-1) === 'yes').map(([kind, queue, timeout]) => [kind, queue, timeout])
  expect(given.length).toBeGreaterThan(0)
  const built = given.map(([kind]) => run.find(([name]) => name === kind)?.slice(0, 3))
  expect(built).toEqual(given)
})
