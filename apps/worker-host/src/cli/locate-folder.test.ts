import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { locateFolder } from './locate-folder.ts'

test('a folder is found behind a symlink, also when it is gone itself', async () => {
  await using folder = await createTempFolder()
  await folder.write({ 'disk/films/a.mkv': '' })
  await symlink(join(folder.path, 'disk'), join(folder.path, 'media'))
  expect(await locateFolder(join(folder.path, 'media/films'))).toEqual({ path: join(folder.path, 'disk/films'), exists: true })
  expect(await locateFolder(join(folder.path, 'media/gone/deeper'))).toEqual({ path: join(folder.path, 'disk/gone/deeper'), exists: false })
})
