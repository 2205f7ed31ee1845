import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { logLevels, type LogLevel } from '../config/log-level.ts'
import { apiRouter, jsonBody, jsonResponse } from './api-router.ts'
import type { ApiServices } from './api-services.ts'
import { problemResponses } from './problem.ts'

/** From which level on this host writes its log. */
export const logSchema = z.strictObject({ level: z.enum(logLevels) }).meta({ id: 'Log' })

/** The log of this host. */
export interface LogService {
  level(): LogLevel
  /** Holds until the host stops. */
  setLevel(level: LogLevel): Promise<void>
}

const tags = ['system']
const showRoute = createRoute({
  method: 'get',
  path: '/api/log',
  tags,
  summary: 'The level of the log',
  responses: { 200: jsonResponse('The level', logSchema) },
})
const editRoute = createRoute({
  method: 'patch',
  path: '/api/log',
  tags,
  summary: 'Change the level of the log until this host stops',
  request: { body: jsonBody(logSchema) },
  responses: { 200: jsonResponse('The level now', logSchema), ...problemResponses(400) },
})

/** `/api/log`. */
export const logRoutes = ({ log }: ApiServices) => {
  const app = apiRouter()
  app.openapi(showRoute, (c) => c.json({ level: log.level() }, 200))
  app.openapi(editRoute, async (c) => {
    await log.setLevel(c.req.valid('json').level)
    return c.json({ level: log.level() }, 200)
  })
  return app
}
