import type { AgentSettings } from './agent-settings.ts'

const secretFields: ReadonlySet<string> = new Set(['webhookUrl', 'password', 'token', 'secret', 'headers', 'key', 'urls'])

/** The settings of an agent as they may be printed: secrets hidden, addresses without user and query. */
export const shownSettings = (settings: AgentSettings): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(settings).map(([field, value]: [string, unknown]) => {
      if (secretFields.has(field)) return [field, '(secret)']
      return [field, field === 'url' && typeof value === 'string' ? bareAddress(value) : value]
    }),
  )

const bareAddress = (address: string): string => {
  const { origin, pathname } = new URL(address)
  return pathname === '/' ? origin : `${origin}${pathname}`
}
