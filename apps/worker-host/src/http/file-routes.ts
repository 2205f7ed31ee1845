import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonBody, jsonResponse } from './api-router.ts'
import { changedSchema, fileTargetSchema, matchRequestSchema, missingFileSchema, unmatchedFolderSchema } from './library-schema.ts'
import { ProblemError, problemResponses } from './problem.ts'

/** Missing files of a library. */
export const missingListSchema = z.object({ files: z.array(missingFileSchema) }).meta({ id: 'MissingList' })
/** Unmatched files by folder. */
export const unmatchedListSchema = z.object({ folders: z.array(unmatchedFolderSchema) }).meta({ id: 'UnmatchedList' })

const params = z.object({ library: z.string() })
const changed = { 200: jsonResponse('How many files', changedSchema), ...problemResponses(400, 404, 422) }

const missingRoute = createRoute({
  method: 'get',
  path: '/api/libraries/{library}/missing',
  tags: ['missing'],
  summary: 'Files that are gone, and why each is still listed',
  request: { params },
  responses: { 200: jsonResponse('The files', missingListSchema), ...problemResponses(404) },
})
const settleMissingRoute = (action: 'keep' | 'remove') =>
  createRoute({
    method: 'post',
    path: `/api/libraries/{library}/missing/${action}`,
    tags: ['missing'],
    summary: action === 'keep' ? 'Wait for missing files without an end' : 'Forget missing files now',
    request: { params, body: jsonBody(fileTargetSchema) },
    responses: changed,
  })
const unmatchedRoute = createRoute({
  method: 'get',
  path: '/api/unmatched',
  tags: ['unmatched'],
  summary: 'Files that nobody could name, by folder, with what they might be',
  request: { query: z.object({ library: z.string().optional() }) },
  responses: { 200: jsonResponse('The folders', unmatchedListSchema), ...problemResponses(404) },
})
const matchRoute = createRoute({
  method: 'post',
  path: '/api/unmatched/match',
  tags: ['unmatched'],
  summary: 'Say which film or episodes files are; wins over every scan',
  request: { body: jsonBody(matchRequestSchema) },
  responses: changed,
})
const settleUnmatchedRoute = (action: 'ignore' | 'undo') =>
  createRoute({
    method: 'post',
    path: `/api/unmatched/${action}`,
    tags: ['unmatched'],
    summary: action === 'ignore' ? 'Leave files out of the list' : 'Take a manual match or an ignore back',
    request: { body: jsonBody(fileTargetSchema) },
    responses: changed,
  })

/** `/api/libraries/{library}/missing` and `/api/unmatched`: files that need a word from somebody. */
export const fileRoutes = ({ media }: ApiServices) => {
  const app = apiRouter()
  app.openapi(missingRoute, async (c) => c.json({ files: await media.missing(c.req.valid('param').library) }, 200))
  for (const action of ['keep', 'remove'] as const) {
    app.openapi(settleMissingRoute(action), async (c) => {
      const { library } = c.req.valid('param')
      const target = named(c.req.valid('json'))
      return c.json(await (action === 'keep' ? media.keepMissing(library, target) : media.removeMissing(library, target)), 200)
    })
  }
  app.openapi(unmatchedRoute, async (c) => c.json({ folders: await media.unmatched(c.req.valid('query')) }, 200))
  app.openapi(matchRoute, async (c) => {
    const match = named(c.req.valid('json'))
    if ([match.movieId, match.seriesId, match.title, match.externalId].filter((named) => named !== undefined).length !== 1)
      throw new ProblemError(400, 'Say which film or series: movieId, seriesId, externalId, or title and year')
    return c.json(await media.match(match), 200)
  })
  for (const action of ['ignore', 'undo'] as const) {
    app.openapi(settleUnmatchedRoute(action), async (c) => {
      const target = named(c.req.valid('json'))
      return c.json(await (action === 'ignore' ? media.ignore(target) : media.undo(target)), 200)
    })
  }
  return app
}

const named = <Target extends { files?: string[] | undefined; path?: string | undefined }>(target: Target): Target => {
  if (target.files === undefined && target.path === undefined) throw new ProblemError(400, 'Say which files: files (ids) or path')
  return target
}
