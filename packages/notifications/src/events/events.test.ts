import { notificationEvent } from '@backlot/jobs/args'
import { expect, test } from 'vitest'
import * as args from '../args.ts'
import { readEventData } from './event-data.ts'

const at = new Date('2026-01-02T03:04:05.678Z')
const library = { id: 'l1', name: 'films' }
const films = [
  { id: 'm2', title: 'Sunrise', year: 1927 },
  { id: 'm1', title: 'Metropolis' },
]
const episodes = { series: { id: 's1', title: 'Firefly' }, season: 1, episodes: [{ id: 'e1', number: 1, title: 'Serenity' }], at }
const root = { library, rootId: '7', path: '/media/movies', at }
const sync = { service: 'radarr', instance: 'main', jobId: 'j1', at } as const
const health = { source: 'radarr main', kind: 'IndexerCheck', message: 'All indexers are down', at }

/** One event of each type. */
const samples = [
  args.movieAdded({ items: films, library, at }),
  args.movieAvailable({ items: films, at }),
  args.movieUpdated({ items: films, at }),
  args.movieDeleted({ items: films, at }),
  args.seriesAdded({ items: films, at }),
  args.seriesAvailable({ items: films, at }),
  args.seriesUpdated({ items: films, at }),
  args.seriesDeleted({ items: films, at }),
  args.episodeAdded(episodes),
  args.episodeAvailable(episodes),
  args.episodeUpdated(episodes),
  args.episodeDeleted(episodes),
  args.scanStarted({ library, scanId: 'c1', at }),
  args.scanDone({ library, scanId: 'c1', first: true, counts: { added: 3 }, at }),
  args.scanFailed({ library, scanId: 'c1', reason: 'The disk is gone', at }),
  args.rootOffline({ ...root, reason: 'does not exist' }),
  args.rootOnline(root),
  args.syncDone({ ...sync, counts: { movies: 2 } }),
  args.syncFailed({ ...sync, reason: 'It refused the API key' }),
  args.downloadGrabbed({ source: 'radarr main', title: 'Greed', release: 'Greed.1924.1080p', at }),
  args.jobFailed({ id: 'j1', kind: 'media_probe', attempt: 3, error: 'No space left', at }),
  args.healthProblem(health),
  args.healthRestored(health),
  args.loginFailed({ user: 'ada', from: '192.0.2.1', at }),
  args.hostStarted({ host: 'box', version: '0.1.0', at }),
  args.hostStopped({ host: 'box', version: '0.1.0', at }),
]

test('there is a builder for every type, and what it makes is an event as the kind takes it', () => {
  expect(samples.map(({ type }) => type)).toEqual(Object.keys(args.eventTypes))
  for (const event of samples) expect(notificationEvent.parse(event)).toEqual(event)
  expect(args.eventCategories).toEqual(['movie', 'series', 'episode', 'scan', 'root', 'sync', 'download', 'job', 'health', 'login', 'host'])
})

test('the same news is the same event, in whatever order its items come', () => {
  expect(args.movieAdded({ items: films.toReversed(), at: new Date() }).id).toBe('movie.added:m1:2')
  expect(args.movieAdded({ items: films.slice(0, 1), at }).id).toBe('movie.added:m2')
  expect(args.movieUpdated({ items: films, at }).id).toBe(`movie.updated:m1:2:${at.getTime()}`)
})

test('one item is the target of its event; many are named up to fifty, and counted', () => {
  expect(args.movieAdded({ items: films.slice(0, 1), at })).toMatchObject({ targetId: 'm2' })
  const many = args.movieAdded({ items: Array.from({ length: 60 }, (_, n) => ({ id: `m${n}`, title: `Film ${n}` })), at })
  expect(many).not.toHaveProperty('targetId')
  expect(readEventData(many.data)).toMatchObject({ count: 60, items: { length: 50 } })
})

test('an event can be stored', () => {
  for (const event of samples) expect(() => args.sendNotification({ event })).not.toThrow()
})
