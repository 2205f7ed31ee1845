import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Client, PauseTarget } from '@backlot/jobs'
import { didYouMean } from '../config/did-you-mean.ts'
import type { ApiServices, JobsPort } from './api-services.ts'
import { apiRouter, jsonBody, jsonResponse } from './api-router.ts'
import { definitionsOf } from './insert-by-kind.ts'
import { notFound, problemResponses } from './problem.ts'

/** The queues of this host, and everything that is paused. */
export const queueListSchema = z
  .object({
    queues: z.array(
      z.object({
        name: z.string(),
        slots: z.int().meta({ description: 'how many may run at a time in this host' }),
        resized: z.boolean().meta({ description: 'its slots were set while hosts run, in all of them' }),
        running: z.int().meta({ description: 'how many run in this host' }),
        waiting: z.int().meta({ description: 'how many wait for a slot, in the whole cluster' }),
        paused: z.boolean(),
      }),
    ),
    pausedKinds: z.array(z.string()),
  })
  .meta({ id: 'QueueList' })

const queueEditSchema = z
  .strictObject({
    slots: z.int().min(1).max(1_000).nullable().meta({ description: 'in every host that has the queue; null: as each is configured' }),
  })
  .meta({ id: 'QueueEdit' })

const tags = ['queues']
const listRoute = createRoute({
  method: 'get',
  path: '/api/queues',
  tags,
  summary: 'Queues with their slots',
  responses: { 200: jsonResponse('The queues', queueListSchema) },
})
const resizeRoute = createRoute({
  method: 'patch',
  path: '/api/queues/{name}',
  tags,
  summary: 'Change how many jobs of a queue may run at a time; kept over restarts',
  request: { params: z.object({ name: z.string() }), body: jsonBody(queueEditSchema) },
  responses: { 200: jsonResponse('The queues now', queueListSchema), ...problemResponses(400, 404) },
})
const pauseRoute = (of: 'queues' | 'kinds', action: 'pause' | 'resume') =>
  createRoute({
    method: 'post',
    path: `/api/${of}/{name}/${action}`,
    tags,
    summary: `${action === 'pause' ? 'Stop' : 'Go on'} fetching jobs of a ${of === 'queues' ? 'queue, or of "all"' : 'kind'}`,
    request: { params: z.object({ name: z.string() }) },
    responses: { 200: jsonResponse('The queues now', queueListSchema), ...problemResponses(404) },
  })

/** `/api/queues`, with their sizes, and pause and resume of queues and kinds. */
export const queueRoutes = ({ jobs }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json(await listQueues(jobs), 200))
  app.openapi(resizeRoute, async (c) => {
    await jobs.client.resizeQueue(await knownQueue(jobs, c.req.valid('param').name), c.req.valid('json').slots ?? 'default')
    return c.json(await listQueues(jobs), 200)
  })
  for (const action of ['pause', 'resume'] as const) {
    const act = async (client: Client, target: PauseTarget) => await (action === 'pause' ? client.pause(target) : client.resume(target))
    app.openapi(pauseRoute('queues', action), async (c) => {
      const { name } = c.req.valid('param')
      await act(jobs.client, name === 'all' ? 'all' : { queue: await knownQueue(jobs, name) })
      return c.json(await listQueues(jobs), 200)
    })
    app.openapi(pauseRoute('kinds', action), async (c) => {
      const { name } = c.req.valid('param')
      await act(jobs.client, {
        kind: known(
          'kind',
          name,
          definitionsOf(jobs).map(({ kind }) => kind),
        ),
      })
      return c.json(await listQueues(jobs), 200)
    })
  }
  return app
}

const knownQueue = async (jobs: JobsPort, name: string): Promise<string> =>
  known(
    'queue',
    name,
    (await jobs.queues()).map((queue) => queue.name),
  )

const known = (what: 'queue' | 'kind', name: string, names: readonly string[]): string => {
  if (names.includes(name)) return name
  throw notFound(`There is no ${what} "${name}". ${didYouMean(name, names) || `Known: ${names.join(', ')}.`}`)
}

const listQueues = async (jobs: JobsPort): Promise<z.output<typeof queueListSchema>> => {
  const [queues, counts, paused] = await Promise.all([jobs.queues(), jobs.client.jobCounts(), jobs.client.paused()])
  const waitingOf = (name: string): number =>
    counts
      .filter(({ queue, state }) => queue === name && (state === 'available' || state === 'retryable'))
      .reduce((sum, { count }) => sum + count, 0)
  return {
    queues: queues.map((queue) => ({ ...queue, waiting: waitingOf(queue.name) })),
    pausedKinds: paused.flatMap((target) => (typeof target === 'object' && 'kind' in target ? [target.kind] : [])),
  }
}
