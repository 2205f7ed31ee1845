import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonBody, jsonResponse } from './api-router.ts'
import { insertedSchema } from './job-schema.ts'
import { addLibrarySchema, editLibrarySchema, librarySchema, problemRowSchema, scanOptionsSchema, scanSchema } from './library-schema.ts'
import { problemResponses } from './problem.ts'

/** All libraries. */
export const libraryListSchema = z.object({ libraries: z.array(librarySchema) }).meta({ id: 'LibraryList' })
/** Scans of a library. */
export const scanListSchema = z.object({ scans: z.array(scanSchema) }).meta({ id: 'ScanList' })
/** Open problems of a library. */
export const libraryProblemsSchema = z.object({ problems: z.array(problemRowSchema) }).meta({ id: 'LibraryProblems' })

const tags = ['libraries']
const path = '/api/libraries/{library}'
const request = { params: z.object({ library: z.string().meta({ description: 'its id or its name' }) }) }

const listRoute = createRoute({
  method: 'get',
  path: '/api/libraries',
  tags,
  summary: 'All libraries',
  responses: { 200: jsonResponse('The libraries', libraryListSchema) },
})
const addRoute = createRoute({
  method: 'post',
  path: '/api/libraries',
  tags,
  summary: 'Add a library',
  request: { body: jsonBody(addLibrarySchema) },
  responses: { 201: jsonResponse('The library', librarySchema), ...problemResponses(400, 409) },
})
const getRoute = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'One library',
  request,
  responses: { 200: jsonResponse('The library', librarySchema), ...problemResponses(404) },
})
const editRoute = createRoute({
  method: 'patch',
  path,
  tags,
  summary: 'Change the name or settings of a library',
  request: { ...request, body: jsonBody(editLibrarySchema) },
  responses: { 200: jsonResponse('The library', librarySchema), ...problemResponses(400, 404, 422) },
})
const removeRoute = createRoute({
  method: 'delete',
  path,
  tags,
  summary: 'Forget a library; files on disk stay',
  request,
  responses: { 204: { description: 'It is forgotten' }, ...problemResponses(404) },
})
const scanRoute = createRoute({
  method: 'post',
  path: `${path}/scan`,
  tags,
  summary: 'Scan a library',
  request: { ...request, body: { content: { 'application/json': { schema: scanOptionsSchema } } } },
  responses: { 202: jsonResponse('The scan job is stored, or one was already', insertedSchema), ...problemResponses(400, 404, 422) },
})
const scansRoute = createRoute({
  method: 'get',
  path: `${path}/scans`,
  tags,
  summary: 'Its scans, newest first',
  request,
  responses: { 200: jsonResponse('The scans', scanListSchema), ...problemResponses(404) },
})
const problemsRoute = createRoute({
  method: 'get',
  path: `${path}/problems`,
  tags,
  summary: 'What its scans could not see or do',
  request,
  responses: { 200: jsonResponse('The problems', libraryProblemsSchema), ...problemResponses(404) },
})

/** `/api/libraries`: libraries, their scans and their problems. */
export const libraryRoutes = ({ media }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, async (c) => c.json({ libraries: await media.libraries() }, 200))
  app.openapi(addRoute, async (c) => c.json(await media.addLibrary(c.req.valid('json')), 201))
  app.openapi(getRoute, async (c) => c.json(await media.library(c.req.valid('param').library), 200))
  app.openapi(editRoute, async (c) => c.json(await media.editLibrary(c.req.valid('param').library, c.req.valid('json')), 200))
  app.openapi(removeRoute, async (c) => {
    await media.removeLibrary(c.req.valid('param').library)
    return c.body(null, 204)
  })
  app.openapi(scanRoute, async (c) => c.json(await media.requestScan(c.req.valid('param').library, c.req.valid('json')), 202))
  app.openapi(scansRoute, async (c) => c.json({ scans: await media.scans(c.req.valid('param').library) }, 200))
  app.openapi(problemsRoute, async (c) => c.json({ problems: await media.problems(c.req.valid('param').library) }, 200))
  return app
}
