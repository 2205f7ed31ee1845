import { readFile, readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readRadarrWebhook } from './read-radarr-webhook.ts'
import { readSonarrWebhook } from './read-sonarr-webhook.ts'

const folder = process.env['BACKLOT_TEST_WEBHOOKS'] ?? fileURLToPath(new URL('../../../../../shared/fixtures/webhooks', import.meta.url))

test('an import says which film, which file is new and which ones it took the place of', () => {
  const post = {
    eventType: 'Download',
    movie: { id: 7, title: 'Greed', folderPath: '/movies/Greed (1924)', tmdbId: 1405, imdbId: 'tt0015881' },
    movieFile: { id: 70, relativePath: 'Greed 1080p.mkv', path: '/downloads/greed.mkv', quality: 'Bluray-1080p' },
    isUpgrade: true,
    deletedFiles: [{ id: 60, relativePath: 'Greed 720p.mkv', path: '/movies/Greed (1924)/Greed 720p.mkv', recycleBinPath: '/bin/x' }],
    downloadId: 'ABC',
  }
  expect(readRadarrWebhook(post)).toEqual({
    says: 'imported',
    item: { id: 7, title: 'Greed', path: '/movies/Greed (1924)', ids: { tmdb: '1405', imdb: 'tt0015881' } },
    episodes: [],
    // Below the film's folder, not where it was downloaded to.
    files: [{ id: 70, path: '/movies/Greed (1924)/Greed 1080p.mkv' }],
    replaced: [{ id: 60, path: '/movies/Greed (1924)/Greed 720p.mkv' }],
    isUpgrade: true,
    complete: false,
    downloadId: 'ABC',
  })
})

test('deletedFiles is a list of an import and true or false of a deletion', () => {
  expect(readRadarrWebhook({ eventType: 'MovieDelete', movie: { id: 7 }, deletedFiles: true })).toMatchObject({
    says: 'deleted',
    filesToo: true,
  })
  expect(readRadarrWebhook({ eventType: 'MovieDelete', movie: { id: 7 }, deletedFiles: false })).toMatchObject({ filesToo: false })
  expect(readSonarrWebhook({ eventType: 'SeriesDelete', series: { id: 7 } })).toMatchObject({ says: 'deleted', filesToo: false })
})

test('the two forms of Download of a Sonarr are told apart by their files', () => {
  const series = { id: 3, path: '/tv/Show' }
  const one = readSonarrWebhook({ eventType: 'Download', series, episodeFile: { id: 1, relativePath: 'a.mkv' }, isUpgrade: false })
  const all = readSonarrWebhook({
    eventType: 'Download',
    series,
    episodeFiles: [{ id: 1, relativePath: 'a.mkv' }, { id: 2 }],
    fileCount: 2,
  })
  expect(one).toMatchObject({ says: 'imported', complete: false, files: [{ id: 1, path: '/tv/Show/a.mkv' }] })
  expect(all).toMatchObject({ says: 'imported', complete: true, files: [{ id: 1 }, { id: 2 }] })
})

test('a renamed file says where it was; a server on Windows keeps its separators', () => {
  const renamed = [{ id: 5, relativePath: 'B.mkv', previousRelativePath: 'A.mkv' }]
  expect(
    readRadarrWebhook({ eventType: 'Rename', movie: { id: 1, folderPath: 'D:\\Films\\X' }, renamedMovieFiles: renamed }),
  ).toMatchObject({
    says: 'renamed',
    files: [{ id: 5, path: 'D:\\Films\\X\\B.mkv', previousPath: 'D:\\Films\\X\\A.mkv' }],
  })
})

test('health keeps its fields; what needs a person says why', () => {
  const health = { eventType: 'Health', level: 'error', message: 'No indexers', type: 'IndexerStatusCheck', wikiUrl: 'https://wiki' }
  expect(readSonarrWebhook(health)).toEqual({
    says: 'health',
    restored: false,
    level: 'error',
    message: 'No indexers',
    check: 'IndexerStatusCheck',
    wikiUrl: 'https://wiki',
  })
  expect(readSonarrWebhook({ ...health, eventType: 'HealthRestored' })).toMatchObject({ restored: true })
  const help = {
    eventType: 'ManualInteractionRequired',
    movie: { id: 2 },
    downloadInfo: { title: 'X' },
    downloadStatusMessages: [{ title: 'X', messages: ['Unable to parse'] }],
  }
  expect(readRadarrWebhook(help)).toMatchObject({ says: 'needs help', release: 'X', messages: ['Unable to parse'] })
})

test.each([undefined, null, 7, 'text', [], {}, { eventType: 5 }, { eventType: 'Brewed' }, { eventType: 'Brewed', movie: 'none' }])(
  '%o is unknown, and no failure',
  (payload) => {
    expect(readRadarrWebhook(payload)).toMatchObject({ says: 'unknown' })
    expect(readSonarrWebhook(payload)).toMatchObject({ says: 'unknown' })
  },
)

test('fields of the wrong kind are left out, the rest is read', () => {
  const post = {
    eventType: 'Download',
    movie: { id: 'seven', title: null, folderPath: '/m/X', tmdbId: 0 },
    movieFile: 4,
    deletedFiles: [7],
    isUpgrade: 'yes',
  }
  expect(readRadarrWebhook(post)).toEqual({
    says: 'imported',
    item: { id: undefined, title: undefined, path: '/m/X', ids: {} },
    episodes: [],
    files: [],
    replaced: [],
    isUpgrade: false,
    complete: false,
    downloadId: undefined,
  })
})

test('every post that real servers sent says what its name says', async ({ skip }) => {
  skip(!existsSync(folder), 'no folder of posts of real servers; BACKLOT_TEST_WEBHOOKS names one')
  const read = new Map<string, string>()
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), 'utf8')
    const payload = parsed(text)
    if (payload === undefined) continue
    const post = name.startsWith('radarr') ? readRadarrWebhook(payload) : readSonarrWebhook(payload)
    const item = 'item' in post ? (post.item.id === undefined ? ' by path' : ' by id') : ''
    if ('item' in post) expect(post.item.id ?? post.item.path, name).toBeDefined()
    const files = 'files' in post ? `, ${post.files.length}` : ''
    read.set(name.replace(/\.json$/, ''), `${post.says}${item}${files}`)
  }
  expect(Object.fromEntries(read)).toMatchObject({
    radarr_application_update: 'updated',
    radarr_health_check_error: 'health',
    radarr_interstellar: 'imported by path, 1',
    radarr_movie_added: 'added by id',
    radarr_movie_delete: 'deleted by path',
    radarr_movie_deleted: 'deleted by id',
    radarr_movie_file_delete: 'file deleted by path, 1',
    radarr_movie_file_deleted: 'file deleted by id, 1',
    radarr_movie_grabbed: 'grabbed by id',
    radarr_movie_imported: 'imported by id, 1',
    radarr_movie_renamed: 'renamed by id, 0',
    radarr_rename: 'renamed by path, 0',
    radarr_test: 'test',
    sonarr_episode_delete: 'file deleted by path, 1',
    sonarr_episode_deleted_upgrade_ABRIDGED: 'file deleted by id, 1',
    sonarr_episode_grabbed: 'grabbed by id',
    sonarr_health_check_warning: 'health',
    sonarr_rename: 'renamed by path, 3',
    sonarr_test: 'test',
    sonarr_westworld: 'imported by path, 1',
  })
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
