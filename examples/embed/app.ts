import { randomUUID } from 'node:crypto'
import type { Host } from '@backlot/jobs'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Kysely } from 'kysely'
import { followJob } from './follow-job.ts'
import type { Tables } from './tables.ts'
import { makeThumbnail } from './thumbnail-job.ts'

/** The HTTP side: pictures go in, jobs can be watched and cancelled, thumbnails come out. */
export const createApp = (host: Host, db: Kysely<Tables>): Hono => {
  const app = new Hono()

  app.post('/pictures/:name', async (context) => {
    const { name } = context.req.param()
    const id = randomUUID()
    const original = Buffer.from(await context.req.arrayBuffer())
    try {
      // The row and its job in one transaction: both are there or neither is, whatever fails and whenever.
      const job = await db.transaction().execute(async (tx) => {
        const inserted = await host.client.insert(makeThumbnail({ pictureId: id }), { tx })
        await tx.insertInto('pictures').values({ id, name, original, job_id: inserted.id }).execute()
        return inserted
      })
      return context.json({ id, job: job.id }, 202)
    } catch (error) {
      if (!isNameTaken(error)) throw error
      return context.json({ error: `There is a picture "${name}" already` }, 409)
    }
  })

  app.get('/pictures/:name/thumbnail', async (context) => {
    const { name } = context.req.param()
    const picture = await db.selectFrom('pictures').select('thumbnail').where('name', '=', name).executeTakeFirst()
    if (!picture?.thumbnail) return context.json({ error: `There is no thumbnail of "${name}" yet` }, 404)
    return context.body(new Uint8Array(picture.thumbnail), 200, { 'content-type': 'image/x-portable-graymap' })
  })

  app.get('/jobs', async (context) => context.json(await host.client.jobList({ kinds: [makeThumbnail.kind] })))

  app.get('/jobs/:id/progress', (context) =>
    streamSSE(context, async (stream) => {
      const left = new AbortController()
      stream.onAbort(() => left.abort())
      for await (const { job, progress } of followJob(host, context.req.param('id'), left.signal)) {
        const { state, result, error } = job
        await stream.writeSSE({ event: 'job', data: JSON.stringify({ state, progress, result, error }) })
      }
    }),
  )

  app.delete('/jobs/:id', async (context) => {
    const state = await host.client.jobCancel(context.req.param('id'))
    return state === undefined ? context.json({ error: 'There is no such job' }, 404) : context.json({ state })
  })

  return app
}

/** PostgreSQL's code for a unique constraint that a statement would break. */
const isNameTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'
