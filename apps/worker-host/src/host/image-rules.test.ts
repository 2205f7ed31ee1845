import { createTvmazeProvider } from '@backlot/metadata'
import { checkUrl } from '@backlot/safe-fetch'
import { expect, test } from 'vitest'
import { configSchema } from '../config/config-schema.ts'
import { imageRules } from './image-rules.ts'

const settings = configSchema.parse({ images: { allowedHosts: ['pictures.example.org'] } }).images

const isAllowed = (address: string, others: Partial<Parameters<typeof imageRules>[1]>): boolean => {
  try {
    checkUrl(address, imageRules(settings, { providers: [], apps: [], ...others }))
    return true
  } catch {
    return false
  }
}

test.each<[string, Partial<Parameters<typeof imageRules>[1]>]>([
  ['https://image.tmdb.org/t/p/original/a.jpg', { apps: ['radarr'] }],
  ['https://artworks.thetvdb.com/banners/a.jpg', { apps: ['sonarr'] }],
  ['https://static.tvmaze.com/a.jpg', { providers: [createTvmazeProvider()] }],
])('%s is allowed for who is configured, and for nobody else', (address, others) => {
  expect(isAllowed(address, others)).toBe(true)
  expect(isAllowed(address.replace('https:', 'http:'), others)).toBe(false)
  expect(isAllowed(address, {})).toBe(false)
})

test('what the settings allow stays allowed; the address of a Radarr itself, which may be in the own network, does not become so', () => {
  const everybody = { apps: ['radarr', 'sonarr'] as const, providers: [createTvmazeProvider()] }
  expect(isAllowed('https://pictures.example.org/a.jpg', everybody)).toBe(true)
  for (const address of ['http://radarr:7878/MediaCover/1/poster.jpg', 'https://192.168.1.5/a.jpg', 'https://tmdb.org/a.jpg'])
    expect(isAllowed(address, everybody)).toBe(false)
})
