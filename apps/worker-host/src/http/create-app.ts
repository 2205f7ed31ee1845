import type { Logger } from '@backlot/jobs'
import { hostVersion } from '../host-version.ts'
import { activityRoutes } from './activity-routes.ts'
import type { ApiServices } from './api-services.ts'
import { apiRouter } from './api-router.ts'
import { eventRoutes } from './event-routes.ts'
import { fileRoutes } from './file-routes.ts'
import { guard } from './guard.ts'
import { imageRoutes } from './image-routes.ts'
import { integrationRoutes } from './integration-routes.ts'
import { jobRoutes } from './job-routes.ts'
import { kindRoutes } from './kind-routes.ts'
import { libraryRoutes } from './library-routes.ts'
import { logRoutes } from './log-routes.ts'
import { movieRoutes } from './movie-routes.ts'
import { notificationRoutes } from './notification-routes.ts'
import { problemOf, sendProblem } from './problem.ts'
import { queueRoutes } from './queue-routes.ts'
import { scheduleRoutes } from './schedule-routes.ts'
import { seriesRoutes } from './series-routes.ts'
import { systemRoutes } from './system-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** What the document says of itself. */
const openapiInfo = {
  openapi: '3.1.0',
  info: { title: 'Backlot', version: hostVersion, description: 'Background jobs of a media library.' },
} as const

/** Makes the HTTP API over its services; opens nothing. */
export const createApp = (services: ApiServices, logger: Logger) => {
  const app = apiRouter()
  app.use('*', guard())
  app.use('*', services.askers.middleware)
  app.use('*', async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store')
  })
  for (const routes of [
    systemRoutes,
    logRoutes,
    jobRoutes,
    kindRoutes,
    queueRoutes,
    scheduleRoutes,
    libraryRoutes,
    fileRoutes,
    movieRoutes,
    seriesRoutes,
    imageRoutes,
    integrationRoutes,
    webhookRoutes,
    notificationRoutes,
    activityRoutes,
    eventRoutes,
  ]) {
    app.route('/', routes(services))
  }
  app.doc31('/api/openapi.json', openapiInfo)
  app.notFound((c) => sendProblem(c, 404, `There is no ${c.req.method} ${c.req.path}; /api/openapi.json says what there is`))
  app.onError(problemOf((error, c) => logger.error({ error: error.stack, path: c.req.path }, 'A request failed')))
  return app
}

/** The HTTP API. */
export type App = ReturnType<typeof createApp>
