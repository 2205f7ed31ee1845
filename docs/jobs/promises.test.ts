import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const sources = fileURLToPath(new URL('../../packages/jobs/src/', import.meta.url))

test('every test that the table of promises names exists', async () => {
  const page = await readFile(`${here}promises.md`, 'utf8')
  const named = page.split('\n').flatMap((line) => {
    let file = ''
    return [...line.matchAll(/([\w/-]+\.test\.ts)|"([^"]+)"/g)].flatMap(([, path, title]) => {
      file = path ?? file
      return title === undefined ? [] : [{ file, title }]
    })
  })
  expect(named.length).toBeGreaterThan(50)
  const missing = []
  for (const { file, title } of named) {
    const text = await readFile(sources + file, 'utf8').catch(() => '')
    if (!text.includes(`'${title}'`)) missing.push(`${file}: ${title}`)
  }
  expect(missing).toEqual([])
})
