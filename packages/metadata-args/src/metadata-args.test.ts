import { describeUnique, formatDuration, isInvalidArgsError } from '@backlot/jobs/define'
import { expect, test } from 'vitest'
import {
  downloadImage,
  downloadImages,
  enrichContent,
  enrichContents,
  refreshEpisode,
  refreshEpisodes,
  refreshMovie,
  refreshMovies,
  refreshPerson,
  refreshPersons,
  refreshSeason,
  refreshSeasons,
  refreshTVShow,
  refreshTVShows,
} from './index.ts'

const one = '0190a5c0-0000-7000-8000-000000000001'
const two = '0190a5c0-0000-7000-8000-000000000002'

test('the seven kinds are as the table of kinds says', () => {
  const definitions = [refreshMovie, refreshTVShow, refreshSeason, refreshEpisode, refreshPerson, enrichContent, downloadImage]
  expect(
    definitions.map(({ kind, queue, timeoutMs, maxAttempts, unique }) => [
      kind,
      queue,
      formatDuration(timeoutMs),
      maxAttempts,
      describeUnique(unique),
    ]),
  ).toEqual([
    ['metadata_refresh_movie', 'default', '5m', 5, 'args, 30m'],
    ['metadata_refresh_tvshow', 'default', '10m', 5, 'args, 30m'],
    ['metadata_refresh_season', 'default', '5m', 5, 'args, 30m'],
    ['metadata_refresh_episode', 'default', '5m', 5, 'args, 30m'],
    ['metadata_refresh_person', 'default', '2m', 3, 'args, 30m'],
    ['metadata_enrich_content', 'default', '5m', 5, 'args, 1h'],
    ['metadata_download_image', 'default', '2m', 5, 'args, 1h'],
  ])
})

test('a helper gives one request for each, with the options of all', () => {
  expect(refreshMovies([one, two], { force: true }).map(({ kind, args }) => [kind, args])).toEqual([
    ['metadata_refresh_movie', { movieId: one, force: true }],
    ['metadata_refresh_movie', { movieId: two, force: true }],
  ])
  expect(refreshTVShows([one])[0]?.args).toEqual({ seriesId: one, includeSeasons: true, includeEpisodes: true })
  expect(refreshSeasons(one, [0, 1]).map(({ args }) => args)).toMatchObject([{ seasonNumber: 0 }, { seasonNumber: 1 }])
  expect(refreshEpisodes(one, [{ seasonNumber: 1, episodeNumber: 2 }])[0]?.args).toEqual({
    seriesId: one,
    seasonNumber: 1,
    episodeNumber: 2,
  })
  expect(refreshPersons([one])).toHaveLength(1)
  expect(enrichContents([{ contentType: 'movie', contentId: one }])[0]?.kind).toBe('metadata_enrich_content')
  const image = {
    contentType: 'movie',
    contentId: one,
    imageType: 'poster',
    source: 'https://images.example/p.jpg',
    size: 'original',
  } as const
  expect(downloadImages([image])[0]?.args).toEqual(image)
})

// What is stored once must be read for ever: an arg that is renamed, removed or newly required needs an upgrade.
test('args as they were first stored are read by the schemas of today', () => {
  const stored = [
    [refreshMovie, { movieId: one, force: true, languages: ['en', 'de'] }],
    [refreshTVShow, { seriesId: one, languages: ['en'], includeSeasons: true, includeEpisodes: false }],
    [refreshSeason, { seriesId: one, seasonNumber: 1, includeEpisodes: true }],
    [refreshEpisode, { seriesId: one, seasonNumber: 1, episodeNumber: 2 }],
    [refreshPerson, { personId: one }],
    [enrichContent, { contentType: 'tvshow', contentId: one, providers: ['tmdb'] }],
    [downloadImage, { contentType: 'person', contentId: one, imageType: 'profile', source: 'https://images.example/p.jpg', size: 'w500' }],
  ] as const
  for (const [definition, args] of stored) expect(definition.schema.parse(args)).toEqual(args)
})

test('wrong args are refused with their paths', () => {
  try {
    refreshMovie({ movieId: 'no id' })
    expect.unreachable()
  } catch (error) {
    expect(isInvalidArgsError(error) && error.faults[0]?.path).toBe('movieId')
  }
})
