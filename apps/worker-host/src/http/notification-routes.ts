import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'
import { agentListSchema, deliveryListSchema, deliveryQuerySchema } from './notification-service.ts'
import { problemResponses } from './problem.ts'

/** The answer to a test that was taken. */
export const testedSchema = z.object({ sent: z.literal(true) }).meta({ id: 'Tested' })

const tags = ['notifications']

const listRoute = createRoute({
  method: 'get',
  path: '/api/notifications',
  tags,
  summary: 'Who is told of events, and whether it worked last time',
  responses: { 200: jsonResponse('The agents', agentListSchema) },
})
const testRoute = createRoute({
  method: 'post',
  path: '/api/notifications/{agent}/test',
  tags,
  summary: 'Send a test message now, also to one that is disabled',
  request: { params: z.object({ agent: z.string() }) },
  responses: { 200: jsonResponse('It was taken', testedSchema), ...problemResponses(404, 422) },
})
const deliveriesRoute = createRoute({
  method: 'get',
  path: '/api/notifications/deliveries',
  tags,
  summary: 'What agents were told, or were not and why, newest first',
  request: { query: deliveryQuerySchema },
  responses: { 200: jsonResponse('A page', deliveryListSchema), ...problemResponses(400) },
})

/** `/api/notifications`. */
export const notificationRoutes = ({ notifications }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json({ agents: await notifications.agents() }, 200))
  app.openapi(testRoute, async (c) => {
    await notifications.test(c.req.valid('param').agent)
    return c.json({ sent: true as const }, 200)
  })
  app.openapi(deliveriesRoute, async (c) => c.json(await notifications.deliveries(c.req.valid('query')), 200))
  return app
}
