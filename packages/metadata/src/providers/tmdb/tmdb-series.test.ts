import { expect, test } from 'vitest'
import { setupTmdb } from './test-tmdb.ts'

test('a series comes with its seasons and episodes', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addSeries({
    id: 1,
    name: 'Les Vampires',
    status: 'Ended',
    first_air_date: '1915-11-13',
    networks: [{ id: 1, name: 'Gaumont' }],
    created_by: [{ id: 9, name: 'Louis Feuillade' }],
    external_ids: { imdb_id: 'tt0006206', tvdb_id: 77 },
    content_ratings: { results: [{ iso_3166_1: 'US', rating: 'TV-PG' }] },
    aggregate_credits: { cast: [{ id: 8, name: 'Musidora', order: 0, roles: [{ character: 'Irma Vep', episode_count: 8 }] }], crew: [] },
    seasons: [
      { season_number: 0, episodes: 1 },
      {
        season_number: 1,
        air_date: '1915-11-13',
        episodes: [
          {
            name: 'The Severed Head',
            overview: 'A head.',
            air_date: '1915-11-13',
            runtime: 33,
            guest_stars: [{ id: 7, name: 'Jean Aymé', character: 'The Grand Vampire', order: 3 }],
            crew: [{ id: 9, name: 'Louis Feuillade', job: 'Director', department: 'Directing' }],
          },
        ],
      },
    ],
  })
  expect(await tmdb.series('1', { signal })).toMatchObject({
    changed: true,
    fields: {
      series: {
        title: 'Les Vampires',
        year: 1915,
        status: 'ended',
        networks: ['Gaumont'],
        certification: 'TV-PG',
        uniqueIds: { tmdb: '1', imdb: 'tt0006206', tvdb: '77' },
        creators: [{ name: 'Louis Feuillade' }],
        actors: [{ name: 'Musidora', role: 'Irma Vep' }],
      },
      seasons: [
        { number: 0, title: 'Specials', episodes: [{ number: 1 }] },
        {
          number: 1,
          aired: '1915-11-13',
          episodes: [
            {
              seasonNumber: 1,
              number: 1,
              title: 'The Severed Head',
              plot: 'A head.',
              aired: '1915-11-13',
              runtimeMinutes: 33,
              guests: [{ name: 'Jean Aymé', role: 'The Grand Vampire' }],
              directors: [{ name: 'Louis Feuillade', uniqueIds: { tmdb: '9' } }],
            },
          ],
        },
      ],
    },
  })
})

test('of none to sixty seasons, with specials and without: all come, in no more than ceil((6 + seasons) / 20) requests', async () => {
  await using setup = await setupTmdb({ requestsPerSecond: 10_000 })
  const { simulator, tmdb, signal } = setup
  const over: string[] = []
  for (let last = 0; last <= 60; last++)
    for (const specials of [true, false]) {
      const numbers = Array.from({ length: last + 1 }, (_, number) => number).slice(specials ? 0 : 1)
      simulator.addSeries({ id: 1, name: 'Long', seasons: numbers.map((season_number) => ({ season_number, episodes: 1 })) })
      // What the files of a library may tell.
      const files = { nothing: [], 'the first': numbers.slice(0, 1), 'the last': numbers.slice(-1), all: numbers }
      for (const [known, knownSeasons] of Object.entries(files)) {
        simulator.requests.length = 0
        const answer = await tmdb.series('1', { signal, knownSeasons })
        const told = answer.changed ? answer.fields.seasons.map(({ number, episodes }) => [number, episodes?.length]) : []
        expect(told).toEqual(numbers.map((number) => [number, 1]))
        const more = simulator.requests.length - Math.ceil((6 + numbers.length) / 20)
        if (more > 0) over.push(`${last}, specials ${specials}, known ${known}: ${more}`)
      }
    }
  // Where no file is of season 14 or later, nothing tells whether it is there or the specials are, and only one of them has room.
  const unknowable = [14, 34, 54].flatMap((last) => ['nothing', 'the first'].map((known) => `${last}, specials false, known ${known}: 1`))
  expect(over).toEqual(unknowable)
}, 60_000)

test('seasons that are called by their year are asked for beside the first ones', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  const years = [0, 2021, 2022, 2023]
  simulator.addSeries({ id: 1, name: 'Yearly', seasons: years.map((season_number) => ({ season_number, episodes: 1 })) })
  simulator.addSeries({ id: 2, name: 'Counted', seasons: [0, 1, 2, 3].map((season_number) => ({ season_number, episodes: 1 })) })
  for (const id of ['1', '2']) {
    const answer = await tmdb.series(id, { signal, knownSeasons: [2021, 2022] })
    expect(answer.changed && answer.fields.seasons.map(({ episodes }) => episodes?.length)).toEqual([1, 1, 1, 1])
  }
  // Of the first, 2023 is not known of before.
  expect(simulator.requests.map(({ path }) => path)).toEqual(['/tv/1', '/tv/1', '/tv/2'])
})

test('a season that is only announced is not asked for', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addSeries({
    id: 1,
    name: 'Long',
    seasons: Array.from({ length: 14 }, (_, index) => ({ season_number: index + 1, episodes: index === 13 ? 0 : 1 })),
  })
  const answer = await tmdb.series('1', { signal })
  expect(answer.changed && answer.fields.seasons.at(-1)).toMatchObject({ number: 14, episodeCount: 0, episodes: [] })
  expect(simulator.requests).toHaveLength(1)
})

test('a series whose answers are too large is asked for fewer seasons at a time, and comes whole', async () => {
  await using setup = await setupTmdb({ maxBytes: 20_000 })
  const { simulator, tmdb, signal } = setup
  const numbers = Array.from({ length: 30 }, (_, index) => index)
  const overview = 'a'.repeat(3_000)
  simulator.addSeries({ id: 1, name: 'Daily', seasons: numbers.map((season_number) => ({ season_number, episodes: [{ overview }] })) })
  const answer = await tmdb.series('1', { signal, languages: ['en', 'de'] })
  expect(answer.changed && answer.fields.seasons.map(({ number, episodes }) => [number, episodes?.[0]?.translations?.[0]?.title])).toEqual(
    numbers.map((number) => [number, 'Episode 1 (de)']),
  )
  const asked = simulator.requests.map(({ query }) => query['append_to_response']?.match(/season/g)?.length)
  // 14, 7 and 3 at first; what was too large once is not tried again.
  expect(asked.slice(0, 4)).toEqual([14, 7, 3, 3])
  expect(asked.slice(3)).toEqual([...Array.from({ length: 9 }, () => 3), ...Array.from({ length: 10 }, () => 3)])
})

test('a season that is too large by itself fails, and says what it was', async () => {
  await using setup = await setupTmdb({ maxBytes: 20_000 })
  const { simulator, tmdb, signal } = setup
  simulator.addSeries({ id: 1, name: 'Daily', seasons: [{ season_number: 1, episodes: [{ overview: 'a'.repeat(30_000) }] }] })
  await expect(tmdb.series('1', { signal })).rejects.toThrow('TMDb answered for the series 1 with more than is believable')
})

test('one season costs one request, whatever the series', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addSeries({ id: 1, name: 'Long', seasons: 40 })
  const answer = await tmdb.series('1', { signal, seasons: [33] })
  expect(answer.changed && answer.fields.seasons.filter(({ episodes }) => episodes !== undefined).map(({ number }) => number)).toEqual([33])
  expect(simulator.requests).toHaveLength(1)
})

test('a further language costs a request for twenty seasons and brings their texts', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addSeries({ id: 1, name: 'Long', seasons: 20 })
  const answer = await tmdb.series('1', { signal, languages: ['en', 'de'] })
  expect(answer.changed && answer.fields.seasons[19]?.episodes?.[1]).toMatchObject({
    title: 'Episode 2',
    translations: [{ language: 'de', title: 'Episode 2 (de)' }],
  })
  expect(simulator.requests).toHaveLength(3)
})

test('a series of one request that did not change since is not sent again', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addSeries({ id: 1, name: 'Short', seasons: 3 })
  simulator.addSeries({ id: 2, name: 'Long', seasons: 30 })
  const short = await tmdb.series('1', { signal })
  expect(await tmdb.series('1', { signal, version: short.changed ? short.version : undefined })).toEqual({ changed: false, id: '1' })
  const long = await tmdb.series('2', { signal })
  expect(long.changed && long.version).toBeUndefined()
})
