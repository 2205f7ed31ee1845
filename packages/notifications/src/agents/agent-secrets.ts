import type { AgentSettings } from './agent-settings.ts'

/** Every secret of an agent, also as it stands in addresses: hide them wherever text of elsewhere is shown or stored. */
export const agentSecrets = (settings: AgentSettings): string[] => {
  const secrets = secretsOf(settings).filter((secret): secret is string => secret !== undefined && secret.length > 3)
  return [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]))]
}

const secretsOf = (settings: AgentSettings): (string | undefined)[] => {
  switch (settings.type) {
    case 'discord': {
      // …/api/webhooks/ID/TOKEN: the token alone is enough to post.
      const { pathname } = new URL(settings.webhookUrl)
      return [settings.webhookUrl, pathname, pathname.split('/').at(-1), ...secretsOfUrl(settings.webhookUrl)]
    }
    case 'email':
      return [settings.password]
    case 'gotify':
      return [settings.token, ...secretsOfUrl(settings.url)]
    case 'ntfy':
      return [settings.token, settings.password, ...secretsOfUrl(settings.url)]
    case 'webhook':
      return [settings.secret, ...Object.values(settings.headers), ...secretsOfUrl(settings.url)]
    case 'apprise':
      return [settings.key, ...(settings.urls ?? []), ...secretsOfUrl(settings.url)]
  }
}

/** People put tokens into queries and user parts. */
const secretsOfUrl = (address: string): string[] => {
  const { search, password } = new URL(address)
  return [search, password]
}

/** A text without these secrets. The longest go first, so that none leaves a part of itself. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.toSorted((a, b) => b.length - a.length).reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text)
