import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { streamSSE } from 'hono/streaming'
import type { ApiServices } from './api-services.ts'
import { apiRouter } from './api-router.ts'
import type { FeedEvent } from './event-feed.ts'

/** A comment line this often keeps proxies from closing the stream. */
const heartbeatMs = 15_000

/** A reader that is this far behind is sent away; it comes back with its Last-Event-ID. */
const mostWaiting = 5_000

const eventsRoute = createRoute({
  method: 'get',
  path: '/api/events',
  tags: ['events'],
  summary: 'Events of this host as they happen (server-sent events)',
  description: 'Give Last-Event-ID to hear what was missed; a `reset` event says that more was missed than is kept.',
  request: { headers: z.object({ 'last-event-id': z.string().optional() }) },
  responses: { 200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } } },
})

/** `/api/events`. */
export const eventRoutes = ({ events }: ApiServices) => {
  const app = apiRouter()
  app.openapi(eventsRoute, (c) => {
    const lastId = c.req.valid('header')['last-event-id']
    return streamSSE(c, async (stream) => {
      const waiting: FeedEvent[] = []
      let wake = (): void => {}
      const unsubscribe = events.subscribe((event) => {
        waiting.push(event)
        wake()
      })
      const end = (): void => {
        unsubscribe()
        wake()
      }
      stream.onAbort(end)
      events.closed.addEventListener('abort', end, { once: true })
      const heartbeat = setInterval(() => void stream.write(': alive\n\n'), heartbeatMs)
      try {
        const missed = lastId === undefined ? [] : events.after(lastId)
        await stream.write('retry: 2000\n\n')
        if (missed === undefined) await stream.writeSSE({ event: 'reset', data: '{}' })
        waiting.unshift(...(missed ?? []))
        while (!stream.aborted && !events.closed.aborted && waiting.length < mostWaiting) {
          const next = waiting.shift()
          if (next === undefined) await new Promise<void>((resolve) => (wake = resolve))
          else await stream.writeSSE({ id: next.id, event: next.event.type, data: JSON.stringify(next.event) })
        }
      } finally {
        clearInterval(heartbeat)
        events.closed.removeEventListener('abort', end)
        unsubscribe()
      }
    })
  })
  return app
}
