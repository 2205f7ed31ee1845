import { OpenAPIHono } from '@hono/zod-openapi'
import type { z } from 'zod'
import { pathText } from '../config/setting.ts'
import { sendProblem } from './problem.ts'

/** A router whose requests are validated by the schemas that describe them; a fault answers 400 with its paths. */
export const apiRouter = () =>
  new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const faults = result.error.issues.map(({ path, message }) => ({ path: pathText(path), message }))
      const detail = faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')
      return sendProblem(c, 400, detail, faults)
    },
  })

/** A JSON answer, for the document. */
export const jsonResponse = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A JSON body that must be there. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } })
