import { createRoute } from '@hono/zod-openapi'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonBody, jsonResponse } from './api-router.ts'
import {
  instanceParams,
  integrationListSchema,
  integrationTestSchema,
  syncOptionsSchema,
  webhookStatusSchema,
  webhookTestSchema,
} from './integration-service.ts'
import { insertedSchema } from './job-schema.ts'
import { problemResponses } from './problem.ts'

const tags = ['integrations']
const path = '/api/integrations/{app}/{instance}'
const request = { params: instanceParams }

const listRoute = createRoute({
  method: 'get',
  path: '/api/integrations',
  tags,
  summary: 'Every Radarr and Sonarr, and how its syncs went',
  responses: { 200: jsonResponse('The integrations', integrationListSchema) },
})
const testRoute = createRoute({
  method: 'post',
  path: `${path}/test`,
  tags,
  summary: 'Ask it who it is, and whether its folders are in a library; proposes path mappings',
  request,
  responses: { 200: jsonResponse('What was found', integrationTestSchema), ...problemResponses(404) },
})
const syncRoute = createRoute({
  method: 'post',
  path: `${path}/sync`,
  tags,
  summary: 'Sync with it',
  request: { ...request, body: jsonBody(syncOptionsSchema) },
  responses: { 202: jsonResponse('The sync job is stored, or one was already', insertedSchema), ...problemResponses(400, 404) },
})
const webhookRoute = createRoute({
  method: 'get',
  path: `${path}/webhook`,
  tags,
  summary: 'Whether our webhook is in its settings',
  request,
  responses: { 200: jsonResponse('How it stands', webhookStatusSchema), ...problemResponses(404, 422) },
})
const registerRoute = createRoute({
  method: 'post',
  path: `${path}/webhook`,
  tags,
  summary: 'Put our webhook into its settings, or set the one that is there right',
  request,
  responses: { 200: jsonResponse('How it stands now', webhookStatusSchema), ...problemResponses(404, 422) },
})
const testWebhookRoute = createRoute({
  method: 'post',
  path: `${path}/webhook/test`,
  tags,
  summary: 'Let it send a test post here',
  request,
  responses: { 200: jsonResponse('Whether that arrived', webhookTestSchema), ...problemResponses(404, 422) },
})

/** `/api/integrations`: Radarr and Sonarr. */
export const integrationRoutes = ({ integrations }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json({ integrations: await integrations.list() }, 200))
  app.openapi(testRoute, async (c) => c.json(await integrations.test(c.req.valid('param')), 200))
  app.openapi(syncRoute, async (c) => c.json(await integrations.sync(c.req.valid('param'), c.req.valid('json')), 202))
  app.openapi(webhookRoute, async (c) => c.json(await integrations.webhook(c.req.valid('param')), 200))
  app.openapi(registerRoute, async (c) => c.json(await integrations.registerWebhook(c.req.valid('param')), 200))
  app.openapi(testWebhookRoute, async (c) => c.json(await integrations.testWebhook(c.req.valid('param')), 200))
  return app
}
