import { expect, test } from 'vitest'
import { configSchema, secretSettings } from './config-schema.ts'
import { configSecrets } from './config-secrets.ts'

test('every secret that the configuration can hold is hidden by its value', () => {
  const config = configSchema.parse({
    database: { url: 'postgres://backlot:pass%21word@localhost:5432/backlot' },
    metadata: { tmdb: { token: 'tmdb-token' } },
    search: { typesense: { url: 'http://localhost:8108', apiKey: 'typesense-key' } },
    notifications: { agents: [{ name: 'push', type: 'gotify', url: 'http://localhost:8080', token: 'gotify-token' }] },
    arr: { radarr: [{ name: 'main', url: 'http://localhost:7878', apiKey: 'radarr-key' }] },
  })
  const hidden = configSecrets(config)
  for (const secret of ['pass%21word', 'pass!word', 'tmdb-token', 'typesense-key', 'gotify-token', 'radarr-key'])
    expect(hidden).toContain(secret)
  // A new one in this list needs a line above.
  expect(secretSettings).toEqual(['database.url', 'metadata.tmdb.token', 'search.typesense.apiKey'])
})
