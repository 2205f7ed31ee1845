import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isFinalState, silentLogger, type JobState } from '@backlot/jobs'
import { createTempFolder, createTestDatabase, waitFor, type TempFolder, type TestDatabase } from '@backlot/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compose, type Composition } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'

// The whole program on a real Postgres and real files, through its API.
let folder: TempFolder
let database: TestDatabase
let backlot: Composition

beforeAll(async () => {
  folder = await createTempFolder()
  await folder.write({
    'films/Metropolis (1927)/Metropolis (1927).mkv': 'a',
    'films/Sunrise (1927)/Sunrise.1927.1080p.mkv': 'b',
    'films/odd/one.mkv': 'c',
    'films/odd/two.mkv': 'd',
    'tv/The Lighthouse/S01E01.mkv': 'e',
    'tv/odd/nobody.E01.mkv': 'f',
    'tv/odd/nobody.E02.mkv': 'g',
    'empty/readme.txt': '',
  })
  database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  backlot = compose({
    config: configSchema.parse({ data: folder.path }),
    database: { url: database.url, kind: 'external', version: 'test' },
    logger: silentLogger,
  })
  await backlot.host.start()
})
afterAll(async () => {
  await backlot.host.stop()
  await backlot.close()
  await database.drop()
  await folder[Symbol.asyncDispose]()
})

const get = async (path: string): Promise<unknown> => await (await backlot.app.request(path)).json()

const post = async (path: string, body: unknown = {}) => {
  const response = await backlot.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const scan = async (options: object = {}, library = 'films'): Promise<unknown> => {
  const { status, body } = await post(`/api/libraries/${library}/scan`, options)
  expect(status).toBe(202)
  return await waitFor('the scan', async () => {
    const job = (await get(`/api/jobs/${String(body['id'])}`)) as { state: JobState; result: unknown }
    return isFinalState(job.state) && job
  })
}

const titlesFound = async (words: string): Promise<string[]> => {
  const { hits } = (await get(`/api/search?q=${encodeURIComponent(words)}`)) as { hits: { title: string }[] }
  return hits.map(({ title }) => title)
}

describe('media through the API', () => {
  it("changes the settings of a library, and takes them back to the host's", async () => {
    const { body } = await post('/api/libraries', {
      name: 'set',
      paths: [join(folder.path, 'empty')],
      scanInterval: '90m',
      preferredLanguage: 'de',
    })
    expect(body).toMatchObject({ enabled: true, scanOnStart: true, scanInterval: '90m', watch: false, preferredLanguage: 'de' })
    const edit = async (change: object) => {
      const headers = { 'content-type': 'application/json' }
      const response = await backlot.app.request('/api/libraries/set', { method: 'PATCH', headers, body: JSON.stringify(change) })
      return (await response.json()) as Record<string, unknown>
    }
    const changes = { enabled: false, scanOnStart: false, scanInterval: 'never', watch: true, metadataProviders: ['tmdb'] }
    expect(await edit(changes)).toMatchObject({ ...changes, preferredLanguage: 'de' })
    expect(await edit({ preferredLanguage: null, metadataProviders: [] })).not.toHaveProperty('preferredLanguage')
    expect(await get('/api/libraries/set')).toMatchObject({ ...changes, metadataProviders: [] })
    expect(await edit({ scanInterval: 'often' })).toMatchObject({ status: 400 })
    expect(await edit({ name: 'Sets', metadataProviders: null })).toMatchObject({ name: 'Sets', scanInterval: 'never' })
    await backlot.app.request('/api/libraries/Sets', { method: 'DELETE' })
  })

  it('adds libraries by folder, and refuses those that cannot be', async () => {
    const films = await post('/api/libraries', { name: 'films', paths: [join(folder.path, 'films')] })
    expect(films).toMatchObject({ status: 201, body: { name: 'films', type: 'movie', found: 0, roots: [{ status: 'new' }] } })
    expect((await post('/api/libraries', { paths: [join(folder.path, 'films/odd')] })).body).toMatchObject({
      status: 422,
      detail: expect.stringContaining('overlaps') as string,
    })
    expect((await post('/api/libraries', { paths: [join(folder.path, 'gone')] })).status).toBe(422)
    expect((await post('/api/libraries', { paths: [] })).body).toMatchObject({ status: 400, errors: [{ path: 'paths' }] })
    expect(await get('/api/libraries/nope')).toMatchObject({ status: 404 })
  })

  it('scans a library of series, and gives series with seasons and episodes', async () => {
    const added = await post('/api/libraries', { type: 'tvshow', paths: [join(folder.path, 'tv')] })
    expect(added.body).toMatchObject({ name: 'tv', type: 'tvshow' })
    expect(await scan({}, 'tv')).toMatchObject({ state: 'completed', result: { found: 3, matched: 1, unmatched: 2 } })
    const { series } = (await get('/api/series')) as { series: { id: string }[] }
    expect(series).toMatchObject([{ title: 'The Lighthouse', seasons: 1, episodes: 1, episodesWithFile: 1 }])
    const one = `/api/series/${series[0]?.id}`
    expect(await get(one)).toMatchObject({ seasons: [{ number: 1, episodes: 1, episodesWithFile: 1 }], unnumbered: 0 })
    const episodes = [{ number: 1, files: [{ path: join(folder.path, 'tv/The Lighthouse/S01E01.mkv') }] }]
    expect(await get(`${one}/episodes`)).toMatchObject({ episodes })
    expect(await get(`${one}/episodes?season=1&limit=1`)).toMatchObject({ episodes })
    expect(await get(`${one}/episodes?season=none`)).toEqual({ episodes: [] })
    expect(await get(`${one}/episodes?cursor=nope`)).toMatchObject({ status: 400 })
    expect(await get(`${one}/episodes?season=first`)).toMatchObject({ status: 400 })
    expect(await get('/api/series/nope/episodes')).toMatchObject({ status: 404 })
    expect(await post(`/api/series/${series[0]?.id}/refresh`)).toMatchObject({ status: 202, body: { kind: 'metadata_refresh_tvshow' } })
    expect(await get('/api/series/nope')).toMatchObject({ status: 404 })
    expect(await titlesFound('lighthouse s01e01')).toContain('The Lighthouse S01E01')
  })

  it('matches a folder of episodes by one decision, and takes it back', async () => {
    const odd = join(folder.path, 'tv/odd')
    expect(await get('/api/unmatched?library=tv')).toMatchObject({ folders: [{ files: [{ episodes: [1] }, { episodes: [2] }] }] })
    const { body } = await post('/api/unmatched/match', { path: odd, title: 'Harbour', year: 1999, season: 2 })
    expect(body).toMatchObject({ changed: 2, seriesId: expect.any(String) as string })
    expect(await titlesFound('harbour s02e02')).toContain('Harbour S02E02')
    expect((await post('/api/unmatched/match', { path: odd, seriesId: body['seriesId'], episodes: [4] })).status).toBe(422)
    expect((await post('/api/unmatched/match', { path: odd, seriesId: body['seriesId'], title: 'Both' })).status).toBe(400)
    expect((await post('/api/unmatched/undo', { path: odd })).body).toEqual({ changed: 2 })
    expect(await titlesFound('harbour')).toEqual([])
  })

  it('scans, and finds at once what was scanned', async () => {
    expect(await scan()).toMatchObject({ state: 'completed', result: { found: 4, added: 4, matched: 2, unmatched: 2 } })
    expect(await titlesFound('metropols')).toEqual(['Metropolis'])
    const { movies, next } = (await get('/api/movies?limit=1')) as { movies: { id: string; title: string }[]; next: string }
    expect(movies.map(({ title }) => title)).toEqual(['Metropolis'])
    expect(await get(`/api/movies?cursor=${next}`)).toMatchObject({ movies: [{ title: 'Sunrise', year: 1927 }] })
    expect(await get(`/api/movies/${movies[0]?.id}`)).toMatchObject({
      title: 'Metropolis',
      files: [{ path: join(folder.path, 'films/Metropolis (1927)/Metropolis (1927).mkv'), match: { by: 'scan' } }],
    })
    expect(await post(`/api/movies/${movies[0]?.id}/refresh`)).toMatchObject({
      status: 202,
      body: { kind: 'metadata_refresh_movie', duplicate: false },
    })
    expect((await post(`/api/movies/${movies[0]?.id}/refresh`)).body).toMatchObject({ duplicate: true })
    expect(await get('/api/libraries/films/scans')).toMatchObject({ scans: [{ state: 'completed', result: { found: 4 } }] })
  })

  it('answers 404 for a film that is not there, and 400 for what is no cursor', async () => {
    expect(await get('/api/movies/nope')).toMatchObject({ status: 404 })
    expect((await post('/api/movies/nope/refresh')).status).toBe(404)
    expect(await get('/api/movies?cursor=nope')).toMatchObject({ status: 400 })
  })

  it('matches a whole folder by hand, makes it findable, and takes it back', async () => {
    const odd = join(folder.path, 'films/odd')
    expect(await get('/api/unmatched?library=films')).toMatchObject({
      folders: [{ library: 'films', folder: 'odd', files: [{ name: 'one.mkv' }, { name: 'two.mkv' }] }],
    })
    expect((await post('/api/unmatched/match', { path: odd })).status).toBe(400)
    expect((await post('/api/unmatched/match', { path: odd, title: 'Faust', year: 1926 })).body).toMatchObject({ changed: 2 })
    expect(await titlesFound('faust')).toEqual(['Faust'])
    expect(await get('/api/unmatched?library=films')).toEqual({ folders: [] })
    expect((await post('/api/unmatched/undo', { path: join(odd, 'one.mkv') })).body).toEqual({ changed: 1 })
    expect((await post('/api/unmatched/undo', { path: odd })).body).toEqual({ changed: 1 })
    expect(await titlesFound('faust')).toEqual([])
  })

  it('makes a film of the id that a provider has it by, has it refreshed, and takes it back', async () => {
    const one = join(folder.path, 'films/odd/one.mkv')
    const externalId = { provider: 'tmdb', value: '19' }
    expect((await post('/api/unmatched/match', { path: one, externalId: { provider: 'nobody', value: '19' } })).status).toBe(400)
    expect((await post('/api/unmatched/match', { path: one, externalId, title: 'Both' })).status).toBe(400)
    const { body } = await post('/api/unmatched/match', { path: one, externalId })
    expect(body).toMatchObject({ changed: 1, movieId: expect.any(String) as string })
    expect(await get(`/api/jobs?kind=metadata_refresh_movie`)).toMatchObject({
      jobs: expect.arrayContaining([expect.objectContaining({ kind: 'metadata_refresh_movie' })]) as unknown,
    })
    expect((await post('/api/unmatched/undo', { path: one })).body).toEqual({ changed: 1 })
  })

  it('ignores a file on request', async () => {
    expect((await post('/api/unmatched/ignore', { path: join(folder.path, 'films/odd/one.mkv') })).body).toEqual({ changed: 1 })
    expect(await get('/api/unmatched?library=films')).toMatchObject({ folders: [{ files: [{ name: 'two.mkv' }] }] })
    expect((await post('/api/unmatched/ignore', { path: '/elsewhere' })).status).toBe(404)
    expect((await post('/api/unmatched/ignore', { files: ['x'] })).status).toBe(400)
  })

  it('lists what is missing with the reason, keeps it or forgets it', async () => {
    await rm(join(folder.path, 'films/Sunrise (1927)'), { recursive: true })
    expect(await scan({ force: true })).toMatchObject({ result: { missing: 1 } })
    const { files } = (await get('/api/libraries/films/missing')) as { files: { id: string }[] }
    expect(files).toMatchObject([{ title: 'Sunrise', reason: 'not gone for long enough; it may come back' }])
    expect((await post('/api/libraries/films/missing/keep', { files: [files[0]?.id] })).body).toEqual({ changed: 1 })
    expect(await get('/api/libraries/films/missing')).toMatchObject({ files: [{ reason: 'kept by hand' }] })
    expect((await post('/api/libraries/films/missing/remove', { path: join(folder.path, 'films/Sunrise (1927)') })).body).toEqual({
      changed: 1,
    })
    expect(await titlesFound('sunrise')).toEqual([])
  })

  it('forgets a library with all that was found in it', async () => {
    expect((await backlot.app.request('/api/libraries/films', { method: 'DELETE' })).status).toBe(204)
    expect(await titlesFound('metropolis')).toEqual([])
    expect(await get('/api/libraries')).toMatchObject({ libraries: [{ name: 'tv' }] })
  })

  it('says what it is, and looks for what is wrong', async () => {
    expect(await get('/api/status')).toMatchObject({ database: { kind: 'external' }, libraries: [{ name: 'tv' }] })
    const { checks } = (await get('/api/doctor')) as { checks: { name: string; status: string }[] }
    expect(checks).toContainEqual(expect.objectContaining({ name: 'library tv', status: 'ok' }))
    await rm(join(folder.path, 'tv'), { recursive: true })
    expect(await get('/api/doctor')).toMatchObject({ healthy: false })
  })
})
