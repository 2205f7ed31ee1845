import { expect, test } from 'vitest'
import { deliverRadarrWebhook, deliverSonarrWebhook } from './deliver-webhook.ts'

const at = (time: string) => new Date(`2026-05-01T${time}Z`)

const keyOf = (payload: Record<string, unknown>, time = '10:00:00', instance = 'main') =>
  deliverRadarrWebhook({ instance, receivedAt: at(time), payload }).args.deliveryKey

const imported = {
  eventType: 'Download',
  movie: { id: 7 },
  movieFile: { id: 70, relativePath: 'a.mkv' },
  downloadId: 'D',
  isUpgrade: false,
}

test('the same post is the same delivery, also half an hour later', () => {
  expect(keyOf({ ...imported })).toBe(keyOf({ ...imported, applicationUrl: 'http://elsewhere' }, '10:30:00'))
})

test.each([
  ['of another instance', imported, 'other'],
  ['of another film', { ...imported, movie: { id: 8 } }, 'main'],
  ['of another file', { ...imported, movieFile: { id: 71, relativePath: 'a.mkv' } }, 'main'],
  ['of another download', { ...imported, downloadId: 'E' }, 'main'],
  ['that is an upgrade', { ...imported, isUpgrade: true }, 'main'],
  ['of another event', { ...imported, eventType: 'MovieFileDelete' }, 'main'],
])('a post %s is another delivery', (_, payload, instance) => {
  expect(keyOf(payload, '10:00:00', instance)).not.toBe(keyOf(imported))
})

test('the two forms of Download of a Sonarr are two deliveries', () => {
  const deliver = (payload: Record<string, unknown>) =>
    deliverSonarrWebhook({ instance: 'tv', receivedAt: at('10:00:00'), payload }).args.deliveryKey
  const post = { eventType: 'Download', series: { id: 1 }, downloadId: 'D' }
  expect(deliver({ ...post, episodeFile: { id: 1 } })).not.toBe(deliver({ ...post, episodeFiles: [{ id: 1 }] }))
})

test('what names no file and no download is repeated within a minute, and happens again after it', () => {
  const renamed = { eventType: 'Rename', movie: { id: 7 } }
  expect(keyOf(renamed, '10:00:00')).toBe(keyOf(renamed, '10:00:10'))
  expect(keyOf(renamed, '10:00:00')).not.toBe(keyOf(renamed, '10:20:00'))
})
