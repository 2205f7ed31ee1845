import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'
import { ProblemError, problemResponses } from './problem.ts'
import { doctorSchema, statusSchema } from './system-service.ts'

/** The answer of /healthz: the process lives; `pid` tells a command that it talks to the right one. */
const healthSchema = z.object({ status: z.literal('ok'), pid: z.int() }).meta({ id: 'Health' })

const tags = ['system']
const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  tags,
  summary: 'Whether the process lives',
  responses: { 200: jsonResponse('It does', healthSchema) },
})
const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  tags,
  summary: 'Whether jobs can be served: the database answers',
  responses: { 200: jsonResponse('They can', z.object({ status: z.literal('ready') })), ...problemResponses(503) },
})
const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  tags,
  summary: 'For Prometheus',
  responses: { 200: { description: 'The metrics', content: { 'text/plain': { schema: z.string() } } } },
})
const statusRoute = createRoute({
  method: 'get',
  path: '/api/status',
  tags,
  summary: 'What the host is and does',
  responses: { 200: jsonResponse('The status', statusSchema) },
})
const doctorRoute = createRoute({
  method: 'get',
  path: '/api/doctor',
  tags,
  summary: 'Look for what is wrong',
  responses: { 200: jsonResponse('What was looked at', doctorSchema) },
})

/** Health, readiness, metrics, status and doctor. */
export const systemRoutes = ({ system, metrics }: ApiServices) => {
  const app = apiRouter()
  app.openapi(healthRoute, (c) => c.json({ status: 'ok' as const, pid: system.pid }, 200))
  app.openapi(readyRoute, async (c) => {
    await system.ready().catch((cause: unknown) => {
      throw new ProblemError(503, 'The database does not answer', [], { cause })
    })
    return c.json({ status: 'ready' as const }, 200)
  })
  app.openapi(metricsRoute, async (c) => c.text(await metrics.read(), 200, { 'content-type': metrics.contentType }))
  app.openapi(statusRoute, async (c) => c.json(await system.status(), 200))
  app.openapi(doctorRoute, async (c) => c.json(await system.doctor(), 200))
  return app
}
