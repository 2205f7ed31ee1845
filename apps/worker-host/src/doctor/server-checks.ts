import type { ArrClient } from '@backlot/arr-integrations'
import type { Check } from './check.ts'

const timeoutMs = 10_000

/**
 * Whether each Radarr and Sonarr answers and takes its key: one small question, for who asks often. The doctor's own check asks
 * for all that they have, too.
 */
export const serverChecks = (clients: readonly Pick<ArrClient, 'instance' | 'status'>[]): Check[] =>
  clients.map(({ instance, status }) => ({
    name: `${instance.app} ${instance.name}`,
    run: async () => {
      const { version } = await status({ signal: AbortSignal.timeout(timeoutMs) })
      return { status: 'ok', message: `version ${version ?? 'unknown'} answers` }
    },
  }))
