import { z } from 'zod'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isInvalidArgsError } from '@backlot/jobs'

/** What every error answer is (RFC 9457): what went wrong, and at which paths of the request. */
const problemSchema = z
  .object({
    type: z.string().default('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

/** One fault of a request: `args.movieId`, and what is wrong there. */
export interface RequestFault {
  path: string
  message: string
}

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 422 | 500 | 503

const titles: Record<ProblemStatus, string> = {
  400: 'Bad request',
  401: 'Not authorized',
  403: 'Not permitted',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Cannot be done',
  500: 'Internal error',
  503: 'Unavailable',
}

/** Thrown by a route or a service to answer with a problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: ProblemStatus
  readonly faults: readonly RequestFault[]

  constructor(status: ProblemStatus, detail: string, faults: readonly RequestFault[] = [], options?: ErrorOptions) {
    super(detail, options)
    this.status = status
    this.faults = faults
  }
}

/** The error of something that is not there. */
export const notFound = (what: string): ProblemError => new ProblemError(404, what)

/** The error answers of a route, for the document. */
export const problemResponses = (...statuses: ProblemStatus[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { description: titles[status], content: { 'application/problem+json': { schema: problemSchema } } }]),
  )

/** Answers with a problem. */
export const sendProblem = (c: Context, status: ProblemStatus, detail: string, faults: readonly RequestFault[] = []): Response =>
  c.body(
    JSON.stringify({ type: 'about:blank', title: titles[status], status, detail, ...(faults.length > 0 ? { errors: faults } : {}) }),
    status,
    { 'content-type': 'application/problem+json' },
  )

/** Turns whatever a route threw into a problem; only what nobody foresaw is logged, by `onUnexpected`. */
export const problemOf =
  (onUnexpected: (error: Error, c: Context) => void) =>
  (error: Error, c: Context): Response => {
    if (error instanceof ProblemError) return sendProblem(c, error.status, error.message, error.faults)
    if (isInvalidArgsError(error)) {
      const faults = error.faults.map(({ path, message }) => ({ path: path === '' ? 'args' : `args.${path}`, message }))
      return sendProblem(c, 400, error.message, faults)
    }
    if (error instanceof HTTPException)
      return sendProblem(c, error.status in titles ? (error.status as ProblemStatus) : 400, error.message || 'The request cannot be read')
    onUnexpected(error, c)
    return isConnectionError(error)
      ? sendProblem(c, 503, 'The database cannot be reached; see /readyz')
      : sendProblem(c, 500, 'The request failed inside Backlot; its log says why')
  }

const isConnectionError = (error: Error): boolean =>
  'code' in error && typeof error.code === 'string' && /^(ECONN|ENOTFOUND|ETIMEDOUT|57P0|08)/.test(error.code)
