import { readdir } from 'node:fs/promises'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { makeEpisodeTree } from './make-episode-tree.ts'

const listing = async (path: string): Promise<string[]> => (await readdir(path, { recursive: true })).toSorted()

test('the same tree is made each time, with as many episodes as were asked for', async () => {
  await using one = await createTempFolder()
  await using same = await createTempFolder()
  const tree = await makeEpisodeTree(one.path, { episodes: 700, series: 14 })
  expect(tree).toMatchObject({ series: 14, files: 700 })
  expect(await makeEpisodeTree(same.path, { episodes: 700, series: 14 })).toEqual(tree)
  const files = await listing(one.path)
  expect(await listing(same.path)).toEqual(files)
  expect(files.filter((name) => name.endsWith('.mkv'))).toHaveLength(700)
})
