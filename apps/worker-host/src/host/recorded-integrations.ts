import type { ActivityDatabase, NewActivity } from '@backlot/activity'
import type { ArrDatabase } from '@backlot/arr-integrations'
import type { Insert } from '@backlot/jobs'
import type { InstanceParams, IntegrationService } from '../http/integration-service.ts'
import { createIntegrationService, type IntegrationOptions } from './create-integration-service.ts'
import type { Recorder } from './recorder.ts'

/**
 * Radarr and Sonarr for the API, with what people ask for written into the activity log. Posts are not deeds: what they tell
 * of is written down by their jobs.
 */
export const recordedIntegrations = (
  options: IntegrationOptions,
  { record, recordOutside }: Recorder<ArrDatabase & ActivityDatabase>,
): IntegrationService => {
  const service = createIntegrationService(options)
  return {
    ...service,
    sync: async (which, request) =>
      await record(
        { deed: 'integration.synced', target: targetOf(which), data: request },
        async (tx) => {
          const insert: Insert = async (asked, more) => await options.client.insert(asked, { tx, ...more })
          return await createIntegrationService({ ...options, db: tx, client: { insert } }).sync(which, request)
        },
        ({ id }) => ({ data: { ...request, jobId: id } }),
      ),
    registerWebhook: async (which) =>
      await recordOutside({ deed: 'webhook.registered', target: targetOf(which) }, async () => await service.registerWebhook(which)),
    testWebhook: async (which) =>
      await recordOutside({ deed: 'webhook.tested', target: targetOf(which) }, async () => await service.testWebhook(which)),
  }
}

const targetOf = ({ app, instance }: InstanceParams): NewActivity['target'] => ({ type: app, id: instance })
