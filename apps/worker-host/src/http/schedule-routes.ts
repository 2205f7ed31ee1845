import type { ScheduleStatus } from '@backlot/jobs'
import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { apiRouter, jsonBody, jsonResponse } from './api-router.ts'
import type { ApiServices } from './api-services.ts'
import { insertedSchema } from './job-schema.ts'
import { notFound, ProblemError, problemResponses } from './problem.ts'

/** A job that is inserted again and again. */
export const scheduleSchema = z
  .object({
    name: z.string(),
    kind: z.string(),
    args: z.record(z.string(), z.unknown()),
    cron: z.string().meta({ example: '17 4 * * *' }),
    timeZone: z.string(),
    enabled: z.boolean(),
    edited: z.boolean().meta({ description: 'an operator changed it' }),
    nextAt: z.iso.datetime(),
    lastAt: z.iso.datetime().optional(),
    lastJobId: z.uuid().optional(),
  })
  .meta({ id: 'Schedule' })

/** All schedules. */
export const scheduleListSchema = z.object({ schedules: z.array(scheduleSchema) }).meta({ id: 'ScheduleList' })

const scheduleEditSchema = z
  .strictObject({ cron: z.string().optional(), timeZone: z.string().optional(), enabled: z.boolean().optional() })
  .meta({ id: 'ScheduleEdit' })

const tags = ['schedules']
const request = { params: z.object({ name: z.string() }) }

const listRoute = createRoute({
  method: 'get',
  path: '/api/schedules',
  tags,
  summary: 'Schedules, the next one first',
  responses: { 200: jsonResponse('The schedules', scheduleListSchema) },
})
const editRoute = createRoute({
  method: 'patch',
  path: '/api/schedules/{name}',
  tags,
  summary: 'Change when a schedule fires',
  request: { ...request, body: jsonBody(scheduleEditSchema) },
  responses: { 200: jsonResponse('The schedule now', scheduleSchema), ...problemResponses(400, 404) },
})
const runRoute = createRoute({
  method: 'post',
  path: '/api/schedules/{name}/run',
  tags,
  summary: 'Insert the job of a schedule now',
  request,
  responses: { 202: jsonResponse('The job', insertedSchema), ...problemResponses(404) },
})

/** `/api/schedules`. */
export const scheduleRoutes = ({ jobs }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json({ schedules: (await jobs.schedules()).map(toScheduleView) }, 200))
  app.openapi(editRoute, async (c) => {
    const { name } = c.req.valid('param')
    const { cron, timeZone, enabled } = c.req.valid('json')
    const edit = {
      ...(cron === undefined ? {} : { cron }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(enabled === undefined ? {} : { enabled }),
    }
    const schedule = await jobs.editSchedule(name, edit).catch((cause: unknown) => {
      // What the expression or the zone got wrong, in a sentence.
      throw cause instanceof TypeError || cause instanceof RangeError ? new ProblemError(400, cause.message, [], { cause }) : cause
    })
    if (schedule === undefined) throw notFound(`There is no schedule "${name}"`)
    return c.json(toScheduleView(schedule), 200)
  })
  app.openapi(runRoute, async (c) => {
    const { name } = c.req.valid('param')
    const inserted = await jobs.runSchedule(name)
    if (inserted === undefined) throw notFound(`There is no schedule "${name}"`)
    return c.json(inserted, 202)
  })
  return app
}

const toScheduleView = ({ nextAt, lastAt, lastJobId, ...schedule }: ScheduleStatus): z.output<typeof scheduleSchema> => ({
  ...schedule,
  nextAt: nextAt.toISOString(),
  ...(lastAt === undefined ? {} : { lastAt: lastAt.toISOString() }),
  ...(lastJobId === undefined ? {} : { lastJobId }),
})
