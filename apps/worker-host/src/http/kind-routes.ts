import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { describeUnique, formatDuration, type Bundle, type JobDefinition } from '@backlot/jobs'
import type { ApiServices } from './api-services.ts'
import { apiRouter, jsonResponse } from './api-router.ts'

/** A kind of job as people read of it. */
const kindSchema = z
  .object({
    kind: z.string(),
    queue: z.string(),
    timeout: z.string().meta({ example: '30m' }),
    maxAttempts: z.int(),
    package: z.string(),
    unique: z.string().meta({ example: 'libraryId, exclusive' }),
    description: z.string(),
    args: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of its args' }),
  })
  .meta({ id: 'Kind' })

/** All kinds that this host runs. */
export const kindListSchema = z.object({ kinds: z.array(kindSchema) }).meta({ id: 'KindList' })

const listRoute = createRoute({
  method: 'get',
  path: '/api/kinds',
  tags: ['kinds'],
  summary: 'The kinds of job this host runs, with the JSON Schema of their args',
  responses: { 200: jsonResponse('The kinds', kindListSchema) },
})

/** `/api/kinds`. */
export const kindRoutes = ({ jobs }: ApiServices) => {
  const app = apiRouter()
  app.openapi(listRoute, (c) => {
    const kinds = jobs.bundles.flatMap((bundle) => bundle.workers.map(({ definition }) => describeKind(bundle, definition)))
    return c.json({ kinds: kinds.toSorted((a, b) => a.kind.localeCompare(b.kind)) }, 200)
  })
  return app
}

const describeKind = (
  bundle: Bundle,
  { kind, queue, timeoutMs, maxAttempts, unique, description, schema, ...definition }: JobDefinition,
) => ({
  kind,
  queue,
  timeout: formatDuration(timeoutMs),
  maxAttempts,
  package: (definition.package || bundle.name).replace(/^@[^/]+\//, ''),
  unique: describeUnique(unique),
  description,
  args: z.toJSONSchema(schema.strict(), { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
})
