import { agentSecrets } from '@backlot/notifications'
import { arrSecrets } from './arr-settings.ts'
import type { Config } from './config-schema.ts'

/** Every secret of the configuration, as it may stand in a text: what a logger hides. */
export const configSecrets = ({ database, metadata, notifications, search, arr }: Config): string[] => [
  ...passwordsOf(database.url),
  ...(metadata.tmdb.token === undefined ? [] : [metadata.tmdb.token]),
  ...notifications.agents.flatMap(agentSecrets),
  ...(search.typesense.apiKey === undefined ? [] : [search.typesense.apiKey]),
  ...arrSecrets(arr),
]

/** The password in a connection string, as written and decoded. */
const passwordsOf = (databaseUrl: string | undefined): string[] => {
  if (databaseUrl === undefined) return []
  const { password } = new URL(databaseUrl)
  return password === '' ? [] : [...new Set([password, decodeURIComponent(password)])]
}
