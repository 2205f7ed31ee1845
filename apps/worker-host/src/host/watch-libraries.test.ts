import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase, waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'

/** The whole program with one library; a watched folder is quiet after a fifth of a second. */
const setup = async (files: Record<string, string>, library: object) => {
  const folder = await createTempFolder()
  await folder.write(files)
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const config = configSchema.parse({ data: join(folder.path, 'data'), watching: { quiet: '200ms' } })
  const backlot = compose({ config, database: { url: database.url, kind: 'external', version: 'test' }, logger: silentLogger })
  await backlot.host.start()
  await backlot.keeper.start()
  const ask = async (path: string, method = 'GET', body?: object): Promise<Record<string, unknown>> => {
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return (await (await backlot.app.request(path, { method, ...content })).json()) as Record<string, unknown>
  }
  await ask('/api/libraries', 'POST', { name: 'films', paths: [join(folder.path, 'films')], ...library })
  return {
    folder,
    ask,
    titles: async (words: string): Promise<string[]> =>
      ((await ask(`/api/search?q=${encodeURIComponent(words)}`))['hits'] as { title: string }[]).map(({ title }) => title),
    jobs: async (kind: string) => (await ask(`/api/jobs?kind=${kind}`))['jobs'] as { state: string; id: string }[],
    [Symbol.asyncDispose]: async () => {
      await backlot.keeper.stop()
      await backlot.host.stop()
      await backlot.close()
      await database.drop()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test(
  'a film that is copied into a watched library is found by a search soon after, and gone when it is deleted',
  { timeout: 120_000 },
  async () => {
    await using at = await setup({ 'films/A (1950)/A (1950).mkv': 'a' }, { watch: true, scanInterval: 'never' })
    expect(await at.ask('/api/libraries/films')).toMatchObject({ watch: true, roots: [{ watched: true }] })
    const film = join(at.folder.path, 'films/Metropolis (1927)')
    await mkdir(film)
    await writeFile(join(film, 'Metropolis (1927).mkv'), 'b')
    await waitFor('the new film', async () => (await at.titles('metropolis')).includes('Metropolis'))
    await rm(film, { recursive: true })
    await waitFor('its absence', async () => (await at.ask('/api/libraries/films'))['missing'] === 1)
    const scans = (await at.ask('/api/libraries/films/scans'))['scans'] as { state: string }[]
    expect(scans.length).toBeGreaterThan(1)
  },
)

test('a library that is not watched is let be, and its settings are taken over as they change', { timeout: 120_000 }, async () => {
  await using at = await setup({ 'films/A (1950)/A (1950).mkv': 'a' }, { scanInterval: 'never' })
  const shown = await at.ask('/api/libraries/films')
  expect((shown['roots'] as object[])[0]).not.toHaveProperty('watched')
  expect(await at.ask('/api/libraries/films', 'PATCH', { watch: true })).toMatchObject({ roots: [{ watched: true }] })
  expect(await at.ask('/api/libraries/films', 'PATCH', { enabled: false })).not.toHaveProperty('roots.0.watched')
  // An interval that is set plans the next look at what is due.
  await at.ask('/api/libraries/films', 'PATCH', { enabled: true, scanInterval: '1h' })
  await waitFor('the plan', async () => (await at.jobs('periodic_library_scan')).some(({ state }) => state === 'scheduled'))
})
