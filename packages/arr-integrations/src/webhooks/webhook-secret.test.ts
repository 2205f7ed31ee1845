import { expect, test } from 'vitest'
import { bringsSecret, defaultWebhookSecret } from './webhook-secret.ts'

const none = { authorization: undefined, apiKey: undefined, pathSecret: undefined }

test.each([
  ['Basic, whoever it says it is', { ...none, authorization: `Basic ${btoa('anybody:s3cret')}` }, true],
  ['Bearer', { ...none, authorization: 'Bearer s3cret' }, true],
  ['X-Api-Key', { ...none, apiKey: 's3cret' }, true],
  ['the path', { ...none, pathSecret: 's3cret' }, true],
  ['nothing', none, false],
  ['a wrong password', { ...none, authorization: `Basic ${btoa('anybody:s3cre')}` }, false],
  ['a wrong header beside a right path', { ...none, apiKey: 'no', pathSecret: 's3cret' }, true],
  ['an empty header', { ...none, apiKey: '' }, false],
  ['another scheme', { ...none, authorization: 'Digest s3cret' }, false],
])('%s', (_, credentials, isEnough) => {
  expect(bringsSecret(credentials, 's3cret')).toBe(isEnough)
})

test('no secret lets nobody in', () => {
  expect(bringsSecret({ ...none, apiKey: '' }, '')).toBe(false)
})

test('a secret that nobody chose is the same everywhere, other for each instance, and not the key', () => {
  const main = { app: 'radarr', name: 'main', apiKey: 'key' } as const
  expect(defaultWebhookSecret(main)).toBe(defaultWebhookSecret({ ...main }))
  expect(defaultWebhookSecret(main)).not.toBe(defaultWebhookSecret({ ...main, name: 'other' }))
  expect(defaultWebhookSecret(main)).toMatch(/^[0-9a-f]{40}$/)
})
