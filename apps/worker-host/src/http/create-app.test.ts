import { describe, expect, it } from 'vitest'
import { setupApi } from './fake-services.ts'

describe('the API', () => {
  it('describes its kinds with the JSON Schema of their args', async () => {
    const { app } = setupApi()
    const { kinds } = (await (await app.request('/api/kinds')).json()) as { kinds: Record<string, unknown>[] }
    expect(kinds).toMatchObject([
      {
        kind: 'polish',
        queue: 'low',
        timeout: '90s',
        maxAttempts: 3,
        package: 'furniture',
        unique: 'id, while queued',
        args: { type: 'object', properties: { id: { format: 'uuid' } }, required: ['id'], additionalProperties: false },
      },
    ])
  })

  it('pauses and resumes queues and kinds that there are', async () => {
    const { post, calls } = setupApi()
    expect(await (await post('/api/queues/low/pause')).json()).toMatchObject({
      queues: [{ name: 'low', slots: 5, running: 1, waiting: 3 }],
    })
    await post('/api/queues/all/resume')
    await post('/api/kinds/polish/pause')
    expect(calls).toEqual([
      ['pause', { queue: 'low' }],
      ['resume', 'all'],
      ['pause', { kind: 'polish' }],
    ])
    const unknown = await post('/api/queues/lo/pause')
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({ detail: 'There is no queue "lo". Did you mean "low"?' })
  })

  it('resizes queues that there are, within bounds', async () => {
    const { app, calls } = setupApi()
    const patch = async (name: string, body: object) =>
      await app.request(`/api/queues/${name}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect(await (await patch('low', { slots: 7 })).json()).toMatchObject({ queues: [{ name: 'low', resized: false }] })
    await patch('low', { slots: null })
    for (const body of [{ slots: 0 }, { slots: 1_001 }, { slots: 1.5 }, { slots: '7' }, {}])
      expect(await (await patch('low', body)).json()).toMatchObject({ status: 400, errors: [{ path: 'slots' }] })
    expect((await patch('lo', { slots: 7 })).status).toBe(404)
    expect(calls).toEqual([
      ['resizeQueue', 'low', 7],
      ['resizeQueue', 'low', 'default'],
    ])
  })

  it('changes the level of the log to one that there is', async () => {
    const { app } = setupApi()
    const patch = async (body: object) =>
      await app.request('/api/log', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    expect(await (await patch({ level: 'debug' })).json()).toEqual({ level: 'debug' })
    expect(await (await patch({ level: 'loud' })).json()).toMatchObject({ status: 400, errors: [{ path: 'level' }] })
    expect(await (await app.request('/api/log')).json()).toEqual({ level: 'debug' })
  })

  it('lists, edits and runs schedules, and says what is wrong with an expression', async () => {
    const { app, post } = setupApi()
    const patch = async (name: string, edit: object) =>
      await app.request(`/api/schedules/${name}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(edit),
      })
    expect(await (await app.request('/api/schedules')).json()).toMatchObject({
      schedules: [{ name: 'polish', nextAt: '2026-01-02T04:00:00.000Z' }],
    })
    expect(await (await patch('polish', { enabled: false })).json()).toMatchObject({ enabled: false })
    expect((await patch('polish', { cron: 'never' })).status).toBe(400)
    expect((await patch('dust', {})).status).toBe(404)
    expect((await post('/api/schedules/dust/run')).status).toBe(404)
  })

  it('serves an OpenAPI document of every route', async () => {
    const { app } = setupApi()
    const document = (await (await app.request('/api/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, object>
      components: { schemas: object }
    }
    expect(document.openapi).toBe('3.1.0')
    const routes = app.routes.filter(({ path, method }) => path !== '/*' && path !== '/api/openapi.json' && method !== 'ALL')
    for (const { path, method } of routes) {
      expect(document.paths[path.replaceAll(/:(\w+)/g, '{$1}')], path).toHaveProperty(method.toLowerCase())
    }
    expect(document.components.schemas).toHaveProperty('Problem')
  })

  it('lives while its database does not answer, and says that it is not ready', async () => {
    const { app } = setupApi()
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'ok', pid: 1 })
    expect((await app.request('/readyz')).status).toBe(503)
  })

  it('gives Prometheus its queues, the jobs by state and what happened', async () => {
    const { app, services } = setupApi()
    services.metrics.record({ type: 'job.completed', id: 'x', kind: 'polish', queue: 'low', attempt: 1 })
    const response = await app.request('/metrics')
    expect(response.headers.get('content-type')).toContain('text/plain')
    const text = await response.text()
    expect(text).toContain('backlot_jobs{queue="low",kind="polish",state="available"} 3')
    expect(text).toContain('backlot_queue_slots{queue="low"} 5')
    expect(text).toContain('backlot_job_events_total{kind="polish",event="completed"} 1')
  })

  it('hides what it did not foresee from the answer, and logs it', async () => {
    const { app, services, errors } = setupApi()
    services.media.libraries = async () => await Promise.reject(new Error('a detail from inside'))
    const response = await app.request('/api/libraries')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('a detail from inside')
    expect(JSON.stringify(errors)).toContain('a detail from inside')
  })

  it('answers 404 as a problem for what is not there', async () => {
    const response = await setupApi().app.request('/api/nothing')
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })
})
