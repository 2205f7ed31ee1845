import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import { dayScenes, playDay } from './play-day.ts'

test(
  'after a day of downloads, upgrades, renames, deletions, outages and restarts, disk, catalog and index agree, and nobody was told too much',
  { timeout: 600_000 },
  async () => {
    await using folder = await createTempFolder()
    const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
    const lines: string[] = []
    const say = process.env['BACKLOT_TEST_SAY'] === undefined ? (line: string) => void lines.push(line) : console.log
    const { problems, told, agreement } = await playDay({ folder: folder.path, databaseUrl: database.url, logger: silentLogger, say })
    await database.drop()
    expect(problems).toEqual([])
    expect(agreement.files).toBeGreaterThan(10)
    expect(told.map(({ title }) => title).toSorted()).toEqual(dayScenes.flatMap(({ tells }) => tells).toSorted())
  },
)
