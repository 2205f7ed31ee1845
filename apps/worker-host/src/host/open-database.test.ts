import { createTempFolder, createTestDatabase } from '@backlot/testing'
import { expect, it } from 'vitest'
import { FolderInUseError } from './claim-folder.ts'
import { DatabaseError, openDatabase } from './open-database.ts'

const prepare = async (): Promise<void> => await Promise.resolve()

it('lets one host at a time open the database for a folder, and others for other folders', async () => {
  await using one = await createTempFolder()
  await using other = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare })
  const { url } = database
  const first = await openDatabase(one.path, url)
  expect(first).toMatchObject({ url, kind: 'external' })
  await expect(openDatabase(one.path, url)).rejects.toThrow(FolderInUseError)
  await (await openDatabase(other.path, url)).close()
  await first.close()
  await (await openDatabase(one.path, url)).close()
  await database.drop()
})

it('says which database refused whom, and why, without the password', async () => {
  await using folder = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare })
  const { url } = database
  const wrong = new URL(url)
  wrong.password = 'not-the-password'
  wrong.pathname = '/nowhere'
  const error = await openDatabase(folder.path, wrong.href).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(DatabaseError)
  expect(String(error)).toContain(`${wrong.host}/nowhere cannot be reached`)
  expect(String(error)).not.toContain('not-the-password')
  await database.drop()
})
