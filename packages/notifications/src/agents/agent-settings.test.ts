import { expect, test } from 'vitest'
import { silentLogger } from '@backlot/jobs'
import { agentSettings } from './agent-settings.ts'
import { createAgents } from './create-agents.ts'

const faultsOf = (settings: object): string[] =>
  agentSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

test('an agent has defaults, and strict settings of its type', () => {
  expect(agentSettings.parse({ type: 'ntfy', name: 'phone', topic: 'films' })).toEqual({
    type: 'ntfy',
    name: 'phone',
    topic: 'films',
    url: 'https://ntfy.sh',
    enabled: true,
    rateLimit: { max: 30, per: '1m' },
    allowPrivateAddresses: true,
  })
  expect(faultsOf({ type: 'gotify', name: 'x', url: 'ftp://x', tokn: 'y' })).toEqual([
    'url: an address looks like https://push.example.org',
    'token: Invalid input: expected string, received undefined',
    ': Unrecognized key: "tokn"',
  ])
})

test('what cannot be is refused in words', () => {
  expect(faultsOf({ type: 'pigeon', name: 'x' })).toEqual(['type: an agent has a type: discord, email, gotify, ntfy, webhook or apprise'])
  expect(faultsOf({ type: 'ntfy', name: 'x', topic: 't', events: ['movie.eaten'] })[0]).toContain('there is no event "movie.eaten"')
  expect(faultsOf({ type: 'apprise', name: 'x', url: 'http://a' })).toEqual(['key: say either key or urls'])
  expect(faultsOf({ type: 'ntfy', name: 'x', topic: 't', username: 'u' })).toEqual(['username: username and password come together'])
  const webhook = { type: 'webhook', name: 'x', url: 'http://a', secret: 'x'.repeat(16) }
  expect(faultsOf({ ...webhook, headers: { 'X-A': 'b\r\nX-B: c' } })).toEqual(['headers.X-A: one line of text'])
  expect(faultsOf({ ...webhook, secret: 'short' })).toHaveLength(1)
})

test('two agents of one name are refused', () => {
  const agent = agentSettings.parse({ type: 'ntfy', name: 'phone', topic: 'films' })
  expect(() => createAgents([agent, agent], { db: undefined as never, logger: silentLogger })).toThrow(
    'Two notification agents are called "phone"',
  )
})
