import { createHost, type Host } from '@backlot/jobs'
import { libraryJobs } from '@backlot/library'
import { metadataJobs } from '@backlot/metadata'
import { refreshDue } from '@backlot/metadata/args'
import { waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { matchMovieFile } from './args.ts'
import { movieJobs } from './bundle.ts'
import { movieContent } from './import/movie-content.ts'
import { greed, setupOnline, type TestOnline } from './testing/test-online.ts'

/** A host with all that a sweep needs, on the library's own database. */
const startHost = async ({ library }: TestOnline): Promise<Host & AsyncDisposable> => {
  const { db, search, probe, online } = library.ports
  const host = createHost({
    database: { url: library.databaseUrl, maxConnections: 8 },
    bundles: [
      libraryJobs({
        db,
        probe,
        scans: {},
        jobs: { jobGet: async (id) => await host.client.jobGet(id) },
      }),
      metadataJobs({
        db,
        ...(online !== undefined && { online }),
        content: { movie: movieContent({ db, search }) },
        matches: { movie: matchMovieFile },
      }),
      movieJobs(library.ports),
    ],
    drainTimeout: '2s',
  })
  await host.start()
  return { ...host, [Symbol.asyncDispose]: async () => await host.stop() }
}

const titles = ['Greed', 'Nosferatu', 'Metropolis', 'Faust', 'Sunrise', 'Wings', 'Hotel Imperial', 'The Cameraman']

const setup = async (options: Parameters<typeof setupOnline>[1] = {}) => {
  const at = await setupOnline(Object.fromEntries(titles.map((title) => [`${title} (1924)/${title} (1924).mkv`, title])), options)
  for (const [index, title] of titles.entries())
    at.tmdb.addMovie({ ...greed, id: index + 1, title, external_ids: { imdb_id: `tt000000${index}` } })
  await at.library.scan()
  return at
}

const states = async (host: Host): Promise<string[]> => {
  const { jobs } = await host.client.jobList({ kinds: ['metadata_refresh_movie'] }, { limit: 100 })
  return jobs.map(({ state }) => state).toSorted()
}

test('one bad title does not stop a sweep: all others are refreshed, it alone waits for another attempt', async () => {
  await using at = await setup()
  at.tmdb.fail('broken json', { paths: /\/movie\/3$/ })
  await using host = await startHost(at)
  await host.client.insert(refreshDue({}))
  await waitFor('all but one', async () => {
    const now = await states(host)
    return now.length === titles.length && now.filter((state) => state === 'completed').length === titles.length - 1
  })
  expect((await states(host)).filter((state) => state !== 'completed')).toEqual(['retryable'])
  const films = await at.library.ports.db.selectFrom('backlot.movies').select(['title', 'known_from']).orderBy('title').execute()
  expect(films.filter(({ known_from }) => known_from !== 'provider').map(({ title }) => title)).toEqual(['Metropolis'])
})

test('while the provider is out of reach jobs wait without spending an attempt, and not all of them ask', async () => {
  await using at = await setup({ options: { restMs: 500 } })
  at.tmdb.fail('status 503', { paths: /\/(search|movie\/\d)/ })
  await using host = await startHost(at)
  await host.client.insert(refreshDue({}))
  const jobs = async () => (await host.client.jobList({ kinds: ['metadata_refresh_movie'] }, { limit: 100 })).jobs
  await waitFor('all jobs to be snoozed', async () => {
    const all = await jobs()
    return all.length === titles.length && all.every(({ state }) => state === 'scheduled' || state === 'retryable')
  })
  // The breaker opened: not every job got to ask.
  expect(at.tmdb.requests.filter(({ path }) => path === '/search/movie').length).toBeLessThanOrEqual(titles.length + 2)
  expect((await jobs()).map(({ error }) => error)).toEqual(titles.map(() => undefined))
  at.tmdb.recover()
  const [first] = await jobs()
  const { attempts } = (await host.client.jobGet(first?.id ?? '')) ?? { attempts: [] }
  expect(attempts.every(({ outcome }) => outcome === 'snoozed')).toBe(true)
})

test('files that were unmatched before there was a provider are matched by the sweep when one comes, and asked about once', async () => {
  await using at = await setupOnline({ 'Films/Greed.mkv': 'a', 'Films/Nosferatu.mkv': 'b' })
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await using host = await startHost(at)
  const sweep = async () => {
    const { id } = await host.client.insert(refreshDue({}))
    return await waitFor('the sweep', async () => {
      const found = await host.client.jobGet(id)
      return found?.state === 'completed' && (found.result as { files: number }).files
    })
  }
  expect(await sweep()).toBe(2)
  await waitFor('the films', async () => (await at.library.films())[0] === 'Greed (1924)')
  await waitFor(
    'both to be asked about',
    async () =>
      (await host.client.jobList({ kinds: ['movie_file_match'] }, { limit: 10 })).jobs.filter(({ state }) => state === 'completed')
        .length === 2,
  )
})
