import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'
import { insertedSchema } from './job-schema.ts'
import { movieSchema, movieSummarySchema, searchAnswerSchema, searchQuerySchema } from './movie-schema.ts'
import { problemResponses } from './problem.ts'

const moviePageSchema = z.object({ movies: z.array(movieSummarySchema), next: z.string().optional() }).meta({ id: 'MoviePage' })

const refreshSchema = z
  .strictObject({ force: z.boolean().optional().meta({ description: 'also what has not changed' }) })
  .meta({ id: 'RefreshOptions' })

const listRoute = createRoute({
  method: 'get',
  path: '/api/movies',
  tags: ['movies'],
  summary: 'Films by title',
  request: {
    query: z.object({
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      library: z.string().optional(),
    }),
  },
  responses: { 200: jsonResponse('A page of films', moviePageSchema), ...problemResponses(400, 404) },
})
const getRoute = createRoute({
  method: 'get',
  path: '/api/movies/{id}',
  tags: ['movies'],
  summary: 'One film with its files, credits and artwork',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonResponse('The film', movieSchema), ...problemResponses(404) },
})
const refreshRoute = createRoute({
  method: 'post',
  path: '/api/movies/{id}/refresh',
  tags: ['movies'],
  summary: 'Read everything about a film again',
  request: { params: z.object({ id: z.string() }), body: { content: { 'application/json': { schema: refreshSchema } } } },
  responses: { 202: jsonResponse('The job is stored, or an equal one was', insertedSchema), ...problemResponses(400, 404) },
})
const searchRoute = createRoute({
  method: 'get',
  path: '/api/search',
  tags: ['search'],
  summary: 'Search everything',
  request: { query: searchQuerySchema },
  responses: { 200: jsonResponse('What was found', searchAnswerSchema), ...problemResponses(400, 503) },
})

/** `/api/movies` and `/api/search`. */
export const movieRoutes = ({ media }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json(await media.movies(c.req.valid('query')), 200))
  app.openapi(getRoute, async (c) => c.json(await media.movie(c.req.valid('param').id), 200))
  app.openapi(refreshRoute, async (c) => c.json(await media.refreshMovie(c.req.valid('param').id, c.req.valid('json')), 202))
  app.openapi(searchRoute, async (c) => c.json(await media.search(c.req.valid('query')), 200))
  return app
}
