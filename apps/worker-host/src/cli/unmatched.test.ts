import { join } from 'node:path'
import { createTempFolder, createTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import { runCommand } from './test-terminal.ts'

test('a file is matched by the id that a provider has it by; what is no such id is refused', { timeout: 120_000 }, async () => {
  await using folder = await createTempFolder()
  await folder.write({ 'films/vid_0042.mkv': 'a film without a name' })
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const env = { DATABASE_URL: database.url, BACKLOT_DATA: join(folder.path, 'data') }
  const run = async (...argv: string[]) => await runCommand(argv, { env, cwd: folder.path })
  const movie = async (): Promise<unknown> => JSON.parse((await run('unmatched', 'list', '--json')).output)

  expect((await run('scan', 'films', '--type', 'movie', '--wait')).code).toBe(0)
  expect(await movie()).toMatchObject([{ files: [{ name: 'vid_0042.mkv' }] }])
  const file = 'films/vid_0042.mkv'
  for (const id of ['19', 'tmdb:', 'TMDB:19', 'tmdb:1 9']) expect((await run('unmatched', 'match', file, '--id', id)).code).toBe(2)
  expect((await run('unmatched', 'match', file, '--id', 'tmdb:19', '--title', 'Metropolis')).code).toBe(2)
  expect((await run('unmatched', 'match', file, '--id', 'nobody:19')).code).not.toBe(0)
  expect(await movie()).toHaveLength(1)

  const matched = await run('unmatched', 'match', file, '--id', 'tmdb:19', '--json')
  expect(matched.code).toBe(0)
  expect(JSON.parse(matched.output)).toMatchObject({ changed: 1, movieId: expect.any(String) as string })
  expect(await movie()).toEqual([])
  expect((await run('unmatched', 'undo', file)).output).toContain('1 file changed')
  await database.drop()
})
