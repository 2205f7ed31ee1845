import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import { createDayHost } from '../day/day-host.ts'
import { createDayWorld } from '../day/day-world.ts'
import { kindListSchema } from '../http/kind-routes.ts'
import { librarySchema } from '../http/library-schema.ts'
import { arrKinds } from './arr-kinds.ts'
import { hostKinds } from './host-kinds.ts'
import { metadataKinds } from './metadata-kinds.ts'
import { movieKinds } from './movie-kinds.ts'
import { createTaking, watchProgress } from './taking.ts'
import { tvshowKinds } from './tvshow-kinds.ts'

/** In the order in which they are taken: what is scanned first is what the others work on. */
const takes = { ...movieKinds, ...tvshowKinds, ...metadataKinds, ...arrKinds, ...hostKinds }

/** Those that say on the way how far they are. */
const reporting = [
  'movie_library_scan',
  'tvshow_library_scan',
  'movie_search_index',
  'tvshow_search_index',
  'metadata_refresh_movie',
  'metadata_refresh_due',
  'metadata_download_image',
  'radarr_sync',
  'sonarr_sync',
  'media_probe',
  'cleanup',
  'library_scan_cleanup',
  'activity_cleanup',
  'jobs_batch',
  'search_reconcile',
]

test('a job of every kind goes from its insert through the API to its effect', { timeout: 300_000 }, async () => {
  await using folder = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  await using world = await createDayWorld(folder.path, database.url)
  const host = createDayHost(world.config, silentLogger)
  await host.start()
  try {
    await using progress = await watchProgress(`http://127.0.0.1:${world.config.server.port}`)
    const { kinds } = await host.api(kindListSchema, { path: '/api/kinds' })
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(takes).toSorted())
    const add = async (name: string, type: string, path: string): Promise<string> =>
      (await host.api(librarySchema, { method: 'POST', path: '/api/libraries', body: { name, type, paths: [path] } })).id
    const at = createTaking({
      world,
      host,
      films: await add('films', 'movie', world.films),
      series: await add('series', 'tvshow', world.series),
    })
    await host.settle()
    for (const take of Object.values(takes)) await take(at)
    await progress.sawAll(reporting)
  } finally {
    await host.stop()
    await database.drop()
  }
})
