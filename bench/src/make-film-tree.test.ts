import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { makeFilmTree } from './make-film-tree.ts'

const listing = async (path: string): Promise<string[]> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .toSorted((a, b) => (a < b ? -1 : 1))
}

test('a seed makes the same tree each time, another seed another one', async () => {
  await using one = await createTempFolder()
  await using same = await createTempFolder()
  await using other = await createTempFolder()
  const tree = await makeFilmTree(one.path, { films: 60 })
  expect(await makeFilmTree(same.path, { films: 60 })).toEqual(tree)
  await makeFilmTree(other.path, { films: 60, seed: 2 })
  const files = await listing(one.path)
  expect(await listing(same.path)).toEqual(files)
  expect(await listing(other.path)).not.toEqual(files)
  expect(files).toHaveLength(tree.files + tree.extras + tree.samples + tree.nfos + tree.posters)
  expect(tree).toMatchObject({ films: 60, nfos: 20 })
  const [nfo = ''] = files.filter((name) => name.endsWith('.nfo'))
  expect(await readFile(join(one.path, nfo), 'utf8')).toContain('<uniqueid type="tmdb"')
})
