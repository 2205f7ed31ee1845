import { createRoute } from '@hono/zod-openapi'
import { imageSizes } from '@backlot/metadata'
import { z } from 'zod'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'
import { insertedSchema } from './job-schema.ts'
import { notFound, ProblemError, problemResponses } from './problem.ts'

// An id of artwork is never used again, and a refresh or scan that finds another picture makes another row.
const forEver = 'private, max-age=31536000, immutable'

const getRoute = createRoute({
  method: 'get',
  path: '/api/images/{id}',
  tags: ['images'],
  summary: 'A picture of a film, series or person, by the id of its artwork',
  description: 'One that a provider offers and nobody has fetched yet is asked for, and there when that job is done.',
  request: {
    params: z.object({ id: z.string().regex(/^\d{1,18}$/, 'not an id of artwork') }),
    query: z.object({ size: z.enum(imageSizes).default('medium') }),
  },
  responses: {
    200: { description: 'The picture; to be kept for ever', content: { 'image/webp': { schema: z.string().meta({ format: 'binary' }) } } },
    202: jsonResponse('Not fetched yet: the job that does', insertedSchema),
    304: { description: 'The picture that you have' },
    ...problemResponses(400, 404, 422),
  },
})

/** `/api/images`. */
export const imageRoutes = ({ images, jobs }: ApiServices) => {
  const app = apiRouter()
  app.openapi(getRoute, async (c) => {
    const { id } = c.req.valid('param')
    const image = await images.image(id, c.req.valid('query').size, { signal: c.req.raw.signal })
    switch (image.state) {
      case 'absent':
        throw notFound(`There is no image ${id}, or its file is gone`)
      case 'refused':
        throw notFound(`The image ${id} is not fetched: ${image.detail}; hosts of images are allowed by images.allowedHosts`)
      case 'unreadable':
        throw new ProblemError(422, `The image ${id} cannot be shown: ${image.detail}`)
      case 'not fetched':
        c.header('retry-after', '2')
        return c.json(await jobs.client.insert(image.download), 202)
      case 'ready': {
        const headers = { etag: image.etag, 'cache-control': forEver, 'cross-origin-resource-policy': 'same-origin' }
        if (isKnown(c.req.header('if-none-match'), image.etag)) return c.body(null, 304, headers)
        return c.body(new Uint8Array(await image.read()), 200, { ...headers, 'content-type': image.contentType })
      }
    }
  })
  return app
}

const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
