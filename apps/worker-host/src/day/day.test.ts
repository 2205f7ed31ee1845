import { fileURLToPath } from 'node:url'
import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import { checkAgreement } from './check-agreement.ts'
import { movieTitled } from './day-catalog.ts'
import { createDayHost } from './day-host.ts'
import { createDayWorld } from './day-world.ts'
import { dayScenes, playDay } from './play-day.ts'
import { librarySchema } from '../http/library-schema.ts'

/** The program as a run of the tests has it. */
const program = [process.execPath, '--conditions=@backlot/source', fileURLToPath(new URL('../main.ts', import.meta.url))] as const

test(
  'after a day of downloads, upgrades, renames, deletions, outages and restarts, disk, catalog and index agree, and nobody was told too much',
  { timeout: 600_000 },
  async () => {
    await using folder = await createTempFolder()
    const lines: string[] = []
    const say = process.env['BACKLOT_TEST_SAY'] === undefined ? (line: string) => void lines.push(line) : console.log
    const { problems, told, agreement } = await playDay({ folder: folder.path, program, logger: silentLogger, say })
    expect(problems).toEqual([])
    expect(agreement.files).toBeGreaterThan(10)
    expect(told.map(({ title }) => title).toSorted()).toEqual(dayScenes.flatMap(({ tells }) => tells).toSorted())
  },
)

test('the check at the end of a day sees what does not agree', { timeout: 120_000 }, async () => {
  await using folder = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  await using world = await createDayWorld(folder.path, database.url)
  const host = createDayHost(world.config, silentLogger)
  await host.start()
  try {
    const body = { name: 'films', type: 'movie', paths: [world.films], scanInterval: 'never' }
    const { id } = await host.api(librarySchema, { method: 'POST', path: '/api/libraries', body })
    await host.scan(id)
    await host.settle()
    await host.run('movie_search_index', { operation: 'remove', movieIds: [(await movieTitled(host.api, 'Metropolis')).id] })
    const { problems } = await checkAgreement(host, world)
    expect(problems).toContain('A search for "Metropolis" finds it 0 times')
    expect(problems).toContain('The index has 1 documents that are missing')
    expect(problems.filter((problem) => problem.endsWith('is on disk and not in the catalog'))).toHaveLength(6)
    expect(problems).toHaveLength(8)
  } finally {
    await host.stop()
    await database.drop()
  }
})
