import { isProviderError, type OnlineMetadata } from '@backlot/metadata'
import type { DoctorCheck } from '../http/system-service.ts'
import type { Check } from './check.ts'

const timeoutMs = 10_000

/** Whether each configured provider of metadata answers and takes its key. */
export const metadataChecks = ({ providers }: Pick<OnlineMetadata, 'providers'>): Check => ({
  name: 'metadata',
  run: async () => {
    if (providers.length === 0)
      return { status: 'ok', message: 'only what is on disk; metadata.tmdb.token lets TMDb be asked, metadata.providers TVmaze' }
    return await Promise.all(
      providers.map(async ({ name, check }): Promise<DoctorCheck> => {
        const before = performance.now()
        try {
          await check({ signal: AbortSignal.timeout(timeoutMs) })
          return { name: `metadata ${name}`, status: 'ok', message: `answers in ${Math.round(performance.now() - before)} ms` }
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          if (isProviderError(error, 'unauthorised'))
            return { name: `metadata ${name}`, status: 'failed', message, fix: `Get a new key from ${name} and set metadata.${name}.token` }
          return { name: `metadata ${name}`, status: 'warning', message, fix: 'Jobs that need it wait until it answers' }
        }
      }),
    )
  },
})
