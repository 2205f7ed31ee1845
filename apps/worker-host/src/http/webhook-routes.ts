import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'
import { instanceParams, type InstanceParams } from './integration-service.ts'
import { insertedSchema } from './job-schema.ts'
import { problemResponses, sendProblem } from './problem.ts'

const maxBytes = 1_000_000

const tags = ['integrations']
const summary = 'Take a post of a Radarr or Sonarr: stored as a job and answered at once, whatever it says'
const description =
  'Brings its secret as the password of Basic, as a Bearer token, in X-Api-Key, or as the last part of the path. At most 1 MB of JSON.'
const responses = { 202: jsonResponse('It is stored, or was already', insertedSchema), ...problemResponses(400, 401, 404, 413) }
const withSecret = instanceParams.extend({ secret: z.string() })

const routes = (['post', 'put'] as const).map((method) => ({
  plain: createRoute({
    method,
    path: '/api/webhooks/{app}/{instance}',
    tags,
    summary,
    description,
    request: { params: instanceParams },
    responses,
  }),
  secret: createRoute({
    method,
    path: '/api/webhooks/{app}/{instance}/{secret}',
    tags,
    summary,
    description,
    request: { params: withSecret },
    responses,
  }),
}))

/** `/api/webhooks`: where Radarr and Sonarr post. */
export const webhookRoutes = ({ integrations }: ApiServices) => {
  const app = apiRouter()
  app.use('/api/webhooks/*', bodyLimit({ maxSize: maxBytes, onError: (c) => sendProblem(c, 413, 'A post has at most 1 MB') }))
  const deliver = async (c: Context, { app: arr, instance }: InstanceParams, pathSecret: string | undefined) => {
    const credentials = { authorization: c.req.header('authorization'), apiKey: c.req.header('x-api-key'), pathSecret }
    return await integrations.deliver({ app: arr, instance, credentials, payload: async () => (await c.req.json()) as unknown })
  }
  for (const { plain, secret } of routes) {
    app.openapi(plain, async (c) => c.json(await deliver(c, c.req.valid('param'), undefined), 202))
    app.openapi(secret, async (c) => c.json(await deliver(c, c.req.valid('param'), c.req.valid('param').secret), 202))
  }
  return app
}
