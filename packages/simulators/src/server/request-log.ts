import type { MiddlewareHandler } from 'hono'

/** How often what was asked for. */
export interface RequestLog {
  /** Every request since the last `clear`, as `GET /api/v3/movie`. */
  readonly all: readonly string[]
  count(what?: string): number
  clear(): void
  readonly middleware: MiddlewareHandler
}

/** Counts requests; those that failed, too. */
export const createRequestLog = (): RequestLog => {
  const all: string[] = []
  return {
    all,
    count: (what) => (what === undefined ? all.length : all.filter((request) => request.startsWith(what)).length),
    clear: () => void all.splice(0),
    middleware: async (context, next) => {
      all.push(`${context.req.method} ${context.req.path}`)
      await next()
    },
  }
}
