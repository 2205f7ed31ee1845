import { documentSources, removeLibrary } from '@backlot/catalog'
import { perform } from '@backlot/jobs/testing'
import { refreshTVShow } from '@backlot/metadata-args'
import { createPostgresSearch, reconcileSearch, reconcileSearchWorker } from '@backlot/search'
import { expect, test } from 'vitest'
import { indexSeries } from './import/index-series.ts'
import { setupLibrary } from './testing/test-library.ts'
import { sayingProvider, type Says } from './testing/told-series.ts'
import { refreshTVShowWorker } from './workers/refresh-workers.ts'

const none = { missing: 0, stale: 0, leftOver: 0 }

test('whoever takes a credit from somebody, a provider, an NFO or who removes the series: the index follows', async () => {
  const says: Says = { provided: {}, hold: undefined }
  const tell = (actor: string, guest: string): void => {
    const episode = { seasonNumber: 1, number: 1, guests: [{ name: guest, role: '' }] }
    says.provided = { Judex: { series: { actors: [{ name: actor, role: '' }] }, seasons: [{ number: 1, episodes: [episode] }] } }
  }
  await using library = await setupLibrary(
    { 'Judex (1915)/Season 1/Judex S01E01.mkv': 'a' },
    { online: { providers: [sayingProvider('tmdb', says)], languages: ['en'] } },
  )
  const { db, search } = library.ports
  const drift = async (): Promise<unknown> => {
    const worker = reconcileSearchWorker({ db, search: createPostgresSearch(db), sources: documentSources })
    return (await perform(worker, reconcileSearch({ dryRun: true }))).result
  }
  await library.scan()
  const { id: seriesId } = await library.find('Judex')
  const refresh = async (): Promise<unknown> => await perform(refreshTVShowWorker(library.ports), refreshTVShow({ seriesId, force: true }))
  tell('René Cresté', 'Musidora')
  await refresh()
  expect(await drift()).toMatchObject({ compared: 5, ...none })
  tell('Musidora', 'Yvette Andréyor')
  await refresh()
  expect(await drift()).toMatchObject({ compared: 6, ...none })

  const nfo = '<episodedetails><title>One</title><actor><name>Somebody</name></actor></episodedetails>'
  await library.folder.write({ 'Judex (1915)/Season 1/Judex S01E01.nfo': nfo })
  await library.scan({ force: true })
  expect(await drift()).toMatchObject({ compared: 7, ...none })

  const insert = async () => await Promise.reject(new Error('an index in the database needs no job'))
  await removeLibrary(db, library.id, async (tx, { itemIds: seriesIds, episodeIds, removed }) => {
    await indexSeries(tx, { search, insert }, { seriesIds, seasonIds: [], episodeIds, removed })
  })
  expect(await drift()).toMatchObject({ compared: 4, ...none })
})
