import type { MiddlewareHandler } from 'hono'

/** How a server fails for a while. */
export interface Outage {
  /** What it answers; `cut` ends the connection without an answer. */
  answer: number | 'cut'
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number
  /** Fail so many requests, then work again; until `end` when left out. */
  requests?: number
  /** Let so many requests through first. */
  after?: number
  /** Only requests whose path has this in it. */
  path?: string
}

/** Where a test makes a server fail. */
export interface Outages {
  begin(outage: Outage): void
  end(): void
  readonly middleware: MiddlewareHandler
}

/** Makes the switch of a server's outages; there is one outage at a time. */
export const createOutages = (): Outages => {
  let current: Outage | undefined
  return {
    begin: (outage) => void (current = { ...outage }),
    end: () => void (current = undefined),
    middleware: async (context, next) => {
      if (current === undefined || (current.path !== undefined && !context.req.path.includes(current.path))) return await next()
      if ((current.after ?? 0) > 0) {
        current.after = (current.after ?? 0) - 1
        return await next()
      }
      const { answer, retryAfterSeconds, requests = Infinity } = current
      if (requests <= 1) current = undefined
      else current.requests = requests - 1
      if (answer === 'cut') {
        const { outgoing } = context.env as { outgoing?: { destroy(): void } }
        outgoing?.destroy()
        return context.body(null, 500)
      }
      if (retryAfterSeconds !== undefined) context.header('Retry-After', String(retryAfterSeconds))
      return context.body(JSON.stringify({ message: `Simulated ${answer}` }), answer as 503, { 'content-type': 'application/json' })
    },
  }
}
