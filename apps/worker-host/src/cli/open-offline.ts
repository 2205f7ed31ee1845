import { silentLogger } from '@backlot/jobs'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'
import { createApi, type Api } from './api.ts'

/** The API composed without a database, for what only this build can say: its kinds, its OpenAPI document. */
export const openOffline = async (): Promise<{ api: Api; close: () => Promise<void> }> => {
  const database = { url: 'postgres://nowhere.invalid/none', kind: 'external', version: 'none' } as const
  const composition = compose({ config: configSchema.parse({}), database, logger: silentLogger })
  return { api: createApi('http://localhost', async (request) => await composition.app.fetch(request)), close: composition.close }
}
