import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'
import { insertedSchema } from './job-schema.ts'
import { problemResponses } from './problem.ts'
import { episodeSchema, seriesSchema, seriesSummarySchema } from './series-schema.ts'

const seriesPageSchema = z.object({ series: z.array(seriesSummarySchema), next: z.string().optional() }).meta({ id: 'SeriesPage' })

const episodesPageSchema = z.object({ episodes: z.array(episodeSchema), next: z.string().optional() }).meta({ id: 'EpisodesPage' })

const refreshSchema = z
  .strictObject({
    force: z.boolean().optional().meta({ description: 'also what has not changed' }),
    includeSeasons: z.boolean().optional(),
    includeEpisodes: z.boolean().optional(),
  })
  .meta({ id: 'SeriesRefreshOptions' })

const listRoute = createRoute({
  method: 'get',
  path: '/api/series',
  tags: ['series'],
  summary: 'Series by title',
  request: {
    query: z.object({
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      library: z.string().optional(),
    }),
  },
  responses: { 200: jsonResponse('A page of series', seriesPageSchema), ...problemResponses(400, 404) },
})
const getRoute = createRoute({
  method: 'get',
  path: '/api/series/{id}',
  tags: ['series'],
  summary: 'One series with its seasons',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonResponse('The series', seriesSchema), ...problemResponses(404) },
})
const episodesRoute = createRoute({
  method: 'get',
  path: '/api/series/{id}/episodes',
  tags: ['series'],
  summary: 'Episodes of a series with their files, by season and number',
  request: {
    params: z.object({ id: z.string() }),
    query: z.object({
      season: z
        .union([z.literal('none'), z.coerce.number().int().min(0)])
        .optional()
        .meta({ description: 'a number; `none`: what no season is known of' }),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: { 200: jsonResponse('A page of episodes', episodesPageSchema), ...problemResponses(400, 404) },
})
const refreshRoute = createRoute({
  method: 'post',
  path: '/api/series/{id}/refresh',
  tags: ['series'],
  summary: 'Read everything about a series again',
  request: { params: z.object({ id: z.string() }), body: { content: { 'application/json': { schema: refreshSchema } } } },
  responses: { 202: jsonResponse('The job is stored, or an equal one was', insertedSchema), ...problemResponses(400, 404) },
})

/** `/api/series`. */
export const seriesRoutes = ({ media }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json(await media.seriesPage(c.req.valid('query')), 200))
  app.openapi(getRoute, async (c) => c.json(await media.series(c.req.valid('param').id), 200))
  app.openapi(episodesRoute, async (c) => c.json(await media.episodes(c.req.valid('param').id, c.req.valid('query')), 200))
  app.openapi(refreshRoute, async (c) => c.json(await media.refreshSeries(c.req.valid('param').id, c.req.valid('json')), 202))
  return app
}
