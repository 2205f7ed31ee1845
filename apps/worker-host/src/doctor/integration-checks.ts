import type { IntegrationService } from '../http/integration-service.ts'
import type { Check } from './check.ts'

/** Whether each Radarr and Sonarr answers, its folders are in a library, its last sync went well, and its posts come here. */
export const integrationChecks = (integrations: IntegrationService): Check => ({
  name: 'integrations',
  run: async () => {
    const all = await integrations.list()
    if (all.length === 0) return { status: 'ok', message: 'no Radarr or Sonarr is configured' }
    return await Promise.all(all.map(async (one) => ({ name: `${one.app} ${one.name}`, ...(await check(integrations, one)) })))
  },
})

const check = async (
  integrations: IntegrationService,
  { app, name, error }: Awaited<ReturnType<IntegrationService['list']>>[number],
): Promise<{ status: 'ok' | 'warning' | 'failed'; message: string; fix?: string }> => {
  const which = { app, instance: name }
  const test = await integrations.test(which)
  if (!test.ok) return { status: 'failed', message: test.message }
  if (error !== undefined)
    return { status: 'warning', message: `its last sync failed: ${error.message}`, fix: `backlot sync ${app} ${name} --wait` }
  const [proposal] = test.paths?.proposals ?? []
  if (test.paths !== undefined && test.paths.found < test.paths.of) {
    const mapping = proposal === undefined ? '' : ` { remote: ${proposal.remote}, local: ${proposal.local} }`
    return {
      status: 'warning',
      message: test.message,
      fix: `set arr.${app} "${name}" pathMappings:${mapping}, or add the folder to a library`,
    }
  }
  const { status, missingEvents = [] } = await integrations.webhook(which)
  if (status !== 'registered' || missingEvents.length > 0) {
    const message =
      status === 'registered'
        ? `its webhook does not send ${missingEvents.join(', ')}`
        : 'it has no webhook that points here, so changes come with the next sync'
    return { status: 'warning', message, fix: `backlot webhook register ${app} ${name}` }
  }
  return { status: 'ok', message: `${test.message}; its webhook points here` }
}
