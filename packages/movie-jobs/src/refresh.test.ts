import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isPermanentError } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { refreshMovie } from '@backlot/metadata-args'
import { expect, test } from 'vitest'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { refreshMovieWorker } from './workers/refresh-movie.ts'

const nfo = (plot: string, actors: readonly string[]): string =>
  `<movie><title>Greed</title><year>1924</year><plot>${plot}</plot><genre>Drama</genre>${actors.map((name) => `<actor><name>${name}</name><role>${name === 'Zasu Pitts' ? '' : 'x'}</role></actor>`).join('')}</movie>`

const refresh = async (library: TestLibrary, title = 'Greed') =>
  (await perform(refreshMovieWorker(library.ports), refreshMovie({ movieId: (await library.film(title)).id }))).result

test('a refresh replaces credits by what the NFO says now, also those without a role', async () => {
  await using library = await setupLibrary({
    'Greed (1924)/Greed (1924).mkv': 'a',
    'Greed (1924)/Greed (1924).nfo': nfo('First.', ['Gibson Gowland', 'Jean Hersholt']),
  })
  await library.scan()
  await library.folder.write({ 'Greed (1924)/Greed (1924).nfo': nfo('Second.', ['Zasu Pitts']), 'Greed (1924)/poster.jpg': 'p' })
  expect(await refresh(library)).toEqual({ sources: ['nfo', 'name'] })
  expect(await library.film('Greed')).toMatchObject({
    overview: 'Second.',
    credits: [{ name: 'Zasu Pitts', role: '' }],
    artwork: [{ type: 'poster' }],
  })
  expect(await library.find('zasu pitts')).toEqual(['Greed'])
})

test('a refresh without an NFO, or without any file, erases nothing', async () => {
  await using library = await setupLibrary({
    'Greed (1924)/Greed (1924).mkv': 'a',
    'Greed (1924)/Greed (1924).nfo': nfo('A plot.', ['Gibson Gowland']),
  })
  await library.scan()
  await rm(join(library.folder.path, 'Greed (1924)/Greed (1924).nfo'))
  await refresh(library)
  expect(await library.film('Greed')).toMatchObject({ overview: 'A plot.', credits: [{ name: 'Gibson Gowland' }], genres: ['Drama'] })
  await rename(library.folder.path, `${library.folder.path}-away`)
  expect(await refresh(library)).toEqual({ sources: [] })
  expect(await library.film('Greed')).toMatchObject({ credits: [{ name: 'Gibson Gowland' }], genres: ['Drama'] })
  await rename(`${library.folder.path}-away`, library.folder.path)
})

test('fields that a person locked are not overwritten', async () => {
  await using library = await setupLibrary({
    'Greed (1924)/Greed (1924).mkv': 'a',
    'Greed (1924)/Greed (1924).nfo': nfo('From the NFO.', []),
  })
  await library.scan()
  await library.ports.db
    .updateTable('backlot.movies')
    .set({ overview: 'Mine.', locked_fields: ['plot'], provenance: JSON.stringify({ plot: 'manual' }) })
    .execute()
  await refresh(library)
  await library.scan({ force: true })
  expect(await library.film('Greed')).toMatchObject({ overview: 'Mine.', lockedFields: ['plot'], genres: ['Drama'] })
})

test('refreshing a film that is not there fails for good', async () => {
  await using library = await setupLibrary()
  const request = refreshMovie({ movieId: '00000000-0000-4000-8000-000000000001' })
  await expect(perform(refreshMovieWorker(library.ports), request)).rejects.toSatisfy(isPermanentError)
})
