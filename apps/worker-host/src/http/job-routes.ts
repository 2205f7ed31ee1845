import { batchJobs } from '@backlot/jobs/args'
import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonBody, jsonResponse } from './api-router.ts'
import { insertByKind } from './insert-by-kind.ts'
import {
  insertedSchema,
  insertRequestSchema,
  jobFilterSchema,
  jobIdSchema,
  jobLogSchema,
  jobPageSchema,
  jobSchema,
  jobStateAnswerSchema,
  progressSchema,
} from './job-schema.ts'
import { toJobFilter, toJobSummaryView, toJobView, toLogLineView, toProgressView } from './job-view.ts'
import { notFound, ProblemError, problemResponses } from './problem.ts'

const tags = ['jobs']
const request = { params: jobIdSchema }

const listRoute = createRoute({
  method: 'get',
  path: '/api/jobs',
  tags,
  summary: 'Jobs, newest first',
  request: { query: jobFilterSchema.extend({ cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }) },
  responses: { 200: jsonResponse('A page of jobs', jobPageSchema), ...problemResponses(400) },
})
const insertRoute = createRoute({
  method: 'post',
  path: '/api/jobs',
  tags,
  summary: 'Insert a job by its kind',
  request: { body: jsonBody(insertRequestSchema) },
  responses: { 202: jsonResponse('The job is stored, or an equal one was', insertedSchema), ...problemResponses(400) },
})
const getRoute = createRoute({
  method: 'get',
  path: '/api/jobs/{id}',
  tags,
  summary: 'One job with args, result and failed attempts',
  request,
  responses: { 200: jsonResponse('The job', jobSchema), ...problemResponses(404) },
})
const progressRoute = createRoute({
  method: 'get',
  path: '/api/jobs/{id}/progress',
  tags,
  summary: 'How far a job is; 304 when nothing is newer than `since` or If-None-Match',
  request: { ...request, query: z.object({ since: z.string().optional() }) },
  responses: { 200: jsonResponse('Its progress', progressSchema), 304: { description: 'Nothing newer' }, ...problemResponses(404) },
})
const logRoute = createRoute({
  method: 'get',
  path: '/api/jobs/{id}/log',
  tags,
  summary: 'What its handler logged',
  request,
  responses: { 200: jsonResponse('Its lines', jobLogSchema), ...problemResponses(404) },
})
const changeRoute = (action: 'cancel' | 'retry', summary: string) =>
  createRoute({
    method: 'post',
    path: `/api/jobs/{id}/${action}`,
    tags,
    summary,
    request,
    responses: { 200: jsonResponse('Its state now', jobStateAnswerSchema), ...problemResponses(404) },
  })
const bulkRoute = (action: 'cancel' | 'retry', summary: string) =>
  createRoute({
    method: 'post',
    path: `/api/jobs/${action}`,
    tags,
    summary,
    request: { query: jobFilterSchema },
    responses: {
      202: jsonResponse('The job that does it is stored; its result says what it did', insertedSchema),
      ...problemResponses(400),
    },
  })

/** `/api/jobs`: everything about jobs. */
export const jobRoutes = ({ jobs }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid('query')
    const page = await jobs.client.jobList(toJobFilter(filter), { limit, ...(cursor === undefined ? {} : { after: cursor }) })
    return c.json({ jobs: page.jobs.map(toJobSummaryView), ...(page.next === undefined ? {} : { next: page.next }) }, 200)
  })
  app.openapi(insertRoute, async (c) => c.json(await insertByKind(jobs, c.req.valid('json')), 202))
  for (const action of ['cancel', 'retry'] as const) {
    const change = async (id: string) => await (action === 'cancel' ? jobs.client.jobCancel(id) : jobs.client.jobRetry(id))
    const summary = action === 'cancel' ? 'Cancel a job that waits or runs' : 'Give a discarded or cancelled job one more attempt'
    app.openapi(bulkRoute(action, `${summary}: all that a filter takes`), async (c) => {
      const { state: states, kind: kinds, queue: queues, since, text } = c.req.valid('query')
      const filter = { states, kinds, queues, text, since: since === undefined ? undefined : new Date(since).toISOString() }
      if (Object.values(filter).every((value) => value === undefined)) {
        throw new ProblemError(400, `Say which jobs to ${action}: state, kind, queue, since or text`)
      }
      return c.json(await jobs.client.insert(batchJobs({ operation: action, filter })), 202)
    })
    app.openapi(changeRoute(action, summary), async (c) => {
      const { id } = c.req.valid('param')
      const state = await change(id)
      if (state === undefined) throw noJob(id)
      return c.json({ id, state }, 200)
    })
  }
  app.openapi(getRoute, async (c) => {
    const { id } = c.req.valid('param')
    const job = await jobs.client.jobGet(id)
    if (job === undefined) throw noJob(id)
    return c.json(toJobView(job), 200)
  })
  app.openapi(progressRoute, async (c) => {
    const { id } = c.req.valid('param')
    const [job, progress] = await Promise.all([jobs.client.jobGet(id), jobs.client.getJobProgress(id)])
    if (job === undefined) throw noJob(id)
    const view = toProgressView(job.state, progress)
    c.header('etag', `"${view.version}"`)
    const known = c.req.valid('query').since ?? c.req.header('if-none-match')?.replace(/^(?:W\/)?"(.*)"$/, '$1')
    return known === view.version ? c.body(null, 304) : c.json(view, 200)
  })
  app.openapi(logRoute, async (c) => {
    const { id } = c.req.valid('param')
    if ((await jobs.client.jobGet(id)) === undefined) throw noJob(id)
    return c.json({ lines: (await jobs.client.jobLog(id)).map(toLogLineView) }, 200)
  })
  return app
}

const noJob = (id: string): ProblemError => notFound(`There is no job ${id}`)
