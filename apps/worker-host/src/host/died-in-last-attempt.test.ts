import { fileURLToPath } from 'node:url'
import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase, waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { movieTitled } from '../day/day-catalog.ts'
import { createDayHost } from '../day/day-host.ts'
import { createDayWorld } from '../day/day-world.ts'
import { insertedSchema, jobSchema } from '../http/job-schema.ts'
import { librarySchema } from '../http/library-schema.ts'

const program = [process.execPath, '--conditions=@backlot/source', fileURLToPath(new URL('../main.ts', import.meta.url))] as const

test('a job whose host is killed in its last attempt is told of as any that failed for good', { timeout: 180_000 }, async () => {
  await using folder = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  await using world = await createDayWorld(folder.path, database.url)
  const host = createDayHost(world.config, silentLogger, program)
  try {
    await host.startApart()
    const body = { name: 'films', type: 'movie', paths: [world.films], scanInterval: 'never', scanOnStart: false }
    await host.api(librarySchema, { method: 'POST', path: '/api/libraries', body })
    await host.scan('films')
    await host.settle()
    const { id: movieId } = await movieTitled(host.api, 'Metropolis')
    world.tmdb.fail('silence')
    const asked = { kind: 'metadata_refresh_movie', args: { movieId, force: true }, maxAttempts: 1 }
    const { id } = await host.api(insertedSchema, { method: 'POST', path: '/api/jobs', body: asked })
    await waitFor('the attempt', async () => (await host.api(jobSchema, { path: `/api/jobs/${id}` })).state === 'running')
    await host.kill()
    world.tmdb.recover()
    await host.start()
    expect(await host.ended(id)).toMatchObject({ state: 'discarded' })
    const news = () => world.phone.told.filter(({ title }) => title === 'A job of metadata_refresh_movie failed for good')
    // It is concluded a moment after it is found.
    const told = async (): Promise<boolean> => {
      await host.settle()
      return news().length > 0
    }
    await waitFor('the message', told, { timeoutMs: 90_000 })
    expect(news()).toMatchObject([{ type: 'job.failed' }])
  } finally {
    await host.stop()
    await database.drop()
  }
})
