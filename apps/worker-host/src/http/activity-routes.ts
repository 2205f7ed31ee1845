import { listActivity, type ActivityDatabase } from '@backlot/activity'
import { createRoute } from '@hono/zod-openapi'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'
import { problemResponses } from './problem.ts'

/** Somebody did something. */
const activitySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    deed: z.string().meta({ example: 'library.added' }),
    target: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
    origin: z.string(),
    outcome: z.enum(['done', 'refused', 'failed']),
    reason: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Activity' })

const activityListSchema = z.object({ activity: z.array(activitySchema), next: z.string().optional() }).meta({ id: 'ActivityList' })

const querySchema = z.object({
  actor: z.string().optional(),
  deed: z.string().optional().meta({ description: 'a deed, or the thing of it: library.added, library' }),
  targetType: z.string().optional(),
  targetId: z.string().optional(),
  outcome: activitySchema.shape.outcome.optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  cursor: z.string().regex(/^\d+$/).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

/** The activity log, in the words of the API. */
export type ActivityService = (query: z.output<typeof querySchema>) => Promise<z.output<typeof activityListSchema>>

/** Reads the activity log for the API. */
export const createActivityService =
  (db: Kysely<ActivityDatabase>): ActivityService =>
  async ({ targetType, targetId, since, until, cursor, limit, ...filter }) => {
    const target = targetType === undefined ? undefined : { type: targetType, id: targetId }
    const times = { since: since === undefined ? undefined : new Date(since), until: until === undefined ? undefined : new Date(until) }
    const { activity, next } = await listActivity(db, { ...filter, ...times, target }, { cursor, limit })
    return { activity: activity.map((entry) => ({ ...entry, at: entry.at.toISOString() })), ...(next === undefined ? {} : { next }) }
  }

const listRoute = createRoute({
  method: 'get',
  path: '/api/activity',
  tags: ['activity'],
  summary: 'Who did what, newest first',
  request: { query: querySchema },
  responses: { 200: jsonResponse('A page', activityListSchema), ...problemResponses(400) },
})

/** `/api/activity`. */
export const activityRoutes = ({ activity }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json(await activity(c.req.valid('query')), 200))
  return app
}
