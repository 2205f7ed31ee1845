import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { ConfigError } from './config-problem.ts'
import { describeConfig } from './describe-config.ts'
import { loadConfig } from './load-config.ts'

const problemsOf = async (cwd: string, env: Record<string, string> = {}): Promise<string[]> => {
  const error: unknown = await loadConfig({ flags: [], env, cwd }).catch((thrown: unknown) => thrown)
  if (error instanceof ConfigError) return error.problems.map(({ where, message }) => `${where} ${message}`)
  throw new Error('expected a ConfigError', { cause: error })
}

const everything = `
metadata: { tmdb: { tokenFile: secrets/tmdb } }
search: { typesense: { url: 'http://localhost:8108', apiKeyFile: secrets/typesense } }
arr:
  radarr: [{ name: main, url: 'http://localhost:7878', apiKeyFile: secrets/radarr, webhookSecretFile: secrets/posts }]
notifications:
  agents:
    - { name: club, type: discord, webhookUrlFile: secrets/discord }
    - { name: mail, type: email, host: localhost, from: a@example.org, to: [b@example.org], username: u, passwordFile: secrets/mail }
    - { name: push, type: gotify, url: 'http://localhost:8080', tokenFile: secrets/gotify }
    - { name: own, type: webhook, urlFile: secrets/address, secretFile: secrets/signing, headersFile: secrets/headers }
    - { name: all, type: apprise, url: 'http://localhost:8000', urlsFile: secrets/apprise }
    - { name: kept, type: apprise, url: 'http://localhost:8000', keyFile: secrets/key }
`

test('every secret can be kept in a file beside the configuration, and is shown to nobody', async () => {
  await using folder = await createTempFolder()
  const secrets = {
    tmdb: 'hidden-tmdb',
    typesense: 'hidden-typesense',
    radarr: 'hidden-radarr',
    posts: 'hidden-posts-of-sixteen',
    discord: 'https://discord.com/api/webhooks/1/hidden-discord',
    mail: 'hidden-mail',
    gotify: 'hidden-gotify',
    address: 'https://hooks.example.org/in?key=hidden-address',
    signing: 'hidden-signing-of-sixteen',
    headers: 'Authorization: Bearer hidden-header\nX-Other: hidden-other',
    apprise: 'json://hidden-one\njson://hidden-two',
    key: 'hidden-key',
  }
  const files = Object.entries(secrets).map(([name, text]) => [`secrets/${name}`, `${text}\n`] as const)
  await folder.write({ 'backlot.yaml': everything, ...Object.fromEntries(files) })
  const loaded = await loadConfig({ flags: [], env: {}, cwd: folder.path })
  expect(loaded.config).toMatchObject({
    metadata: { tmdb: { token: secrets.tmdb } },
    search: { typesense: { apiKey: secrets.typesense } },
    arr: { radarr: [{ apiKey: secrets.radarr, webhookSecret: secrets.posts }] },
    notifications: {
      agents: [
        { webhookUrl: secrets.discord },
        { password: secrets.mail },
        { token: secrets.gotify },
        {
          url: secrets.address,
          secret: secrets.signing,
          headers: { Authorization: 'Bearer hidden-header', 'X-Other': 'hidden-other' },
        },
        { urls: ['json://hidden-one', 'json://hidden-two'] },
        { key: secrets.key },
      ],
    },
  })
  expect(JSON.stringify(describeConfig(loaded))).not.toContain('hidden')
})

test('a list in a variable names files as well, and a variable wins over the file', async () => {
  await using folder = await createTempFolder()
  await folder.write({ 'backlot.yaml': 'metadata: { tmdb: { tokenFile: a } }\n', a: 'from the file', b: 'from a variable', c: 'pushed' })
  const env = {
    BACKLOT_METADATA__TMDB__TOKEN_FILE: join(folder.path, 'b'),
    BACKLOT_NOTIFICATIONS__AGENTS: `[{ name: push, type: gotify, url: 'http://localhost', tokenFile: ${join(folder.path, 'c')} }]`,
  }
  const { config, origins } = await loadConfig({ flags: [], env, cwd: folder.path })
  expect(config).toMatchObject({ metadata: { tmdb: { token: 'from a variable' } }, notifications: { agents: [{ token: 'pushed' }] } })
  expect(origins.get('metadata.tmdb.token')).toBe('BACKLOT_METADATA__TMDB__TOKEN_FILE')
})

test('a file that is not there, is empty or holds what cannot be is named with the setting and its line, once', async () => {
  await using folder = await createTempFolder()
  await folder.write({
    'backlot.yaml': [
      'notifications:',
      '  agents:',
      "    - { name: a, type: gotify, url: 'http://localhost', tokenFile: gone }",
      '    - name: b',
      '      type: webhook',
      "      url: 'http://localhost'",
      '      secretFile: short',
      '    - { name: c, type: ntfy, topic: t, token: x, tokenFile: empty }',
      '    - { name: d, type: discord, webhookUrlFile: empty }',
      '    - { name: e, type: ntfy, topicFile: short }',
      'metadata: { tmdb: { tokenFile: [short] } }',
    ].join('\n'),
    short: 'tooshort',
    empty: '\n',
  })
  const problems = await problemsOf(folder.path)
  expect(problems).toContainEqual(`backlot.yaml:3 notifications.agents.0.tokenFile: the file ${join(folder.path, 'gone')} cannot be read`)
  expect(problems).toContainEqual(expect.stringMatching(/^backlot\.yaml:7 notifications\.agents\.1\.secretFile: .*16/))
  expect(problems).toContainEqual('backlot.yaml:8 notifications.agents.2.tokenFile: say either token or tokenFile')
  expect(problems).toContainEqual(`backlot.yaml:9 notifications.agents.3.webhookUrlFile: the file ${join(folder.path, 'empty')} is empty`)
  expect(problems).toContainEqual(expect.stringContaining('backlot.yaml:10 notifications.agents.4.topicFile: there is no such setting'))
  expect(problems).toContainEqual('backlot.yaml:11 metadata.tmdb.tokenFile: expected the path of a file')
  expect(problems.filter((problem) => /agents\.[0123]/.test(problem))).toHaveLength(4)
  expect(problems.join()).not.toContain('tooshort')
})
