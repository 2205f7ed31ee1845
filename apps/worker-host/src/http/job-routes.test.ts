import { describe, expect, it } from 'vitest'
import { fakeJob, setupApi } from './fake-services.ts'

const id = '0199f3b2-0000-7000-8000-00000000000a'

describe('/api/jobs', () => {
  it('lists jobs with filters that are repeated or separated by commas', async () => {
    const { app, calls } = setupApi([fakeJob({ id })])
    const response = await app.request('/api/jobs?state=running,available&kind=a&kind=b&since=2026-01-01T00:00:00Z&text=x&limit=7&cursor=c')
    expect(response.status).toBe(200)
    const body = (await response.json()) as { jobs: { id: string; createdAt: string; args?: unknown }[] }
    expect(body.jobs).toMatchObject([{ id, createdAt: '2026-01-01T00:00:00.000Z' }])
    expect(body.jobs[0]).not.toHaveProperty('args')
    const filter = { states: ['running', 'available'], kinds: ['a', 'b'], since: new Date('2026-01-01T00:00:00Z'), text: 'x' }
    expect(calls).toEqual([['jobList', filter, { limit: 7, after: 'c' }]])
  })

  it('refuses a wrong filter with the path of the fault', async () => {
    const { app } = setupApi()
    const response = await app.request('/api/jobs?state=sleeping&limit=9999')
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const body = (await response.json()) as { errors: { path: string }[] }
    expect(body.errors.map(({ path }) => path)).toEqual(['state.0', 'limit'])
  })

  it('stores a job by its kind and answers 202 with its real id, or with the one that a duplicate repeats', async () => {
    const { post, calls } = setupApi()
    const body = { kind: 'polish', args: { id, times: 2 }, runAt: '2030-01-01T00:00:00Z', priority: 3 }
    const first = await post('/api/jobs', body)
    expect(first.status).toBe(202)
    expect(await first.json()).toEqual({ id: '00000000-0000-7000-8000-000000000001', kind: 'polish', queue: 'low', duplicate: false })
    expect(calls[0]).toEqual(['insert', 'polish', { id, times: 2 }, { runAt: new Date('2030-01-01T00:00:00Z'), priority: 3 }])
    expect(await (await post('/api/jobs', body)).json()).toMatchObject({ duplicate: true })
  })

  it('refuses args that the kind does not take, with the path of each fault', async () => {
    const { post, calls } = setupApi()
    const response = await post('/api/jobs', { kind: 'polish', args: { id: 'x', time: 2 } })
    expect(response.status).toBe(400)
    const { errors } = (await response.json()) as { errors: { path: string; message: string }[] }
    expect(errors.map(({ path }) => path)).toEqual(['args.id', 'args'])
    expect(errors[1]?.message).toContain('time')
    expect(calls).toEqual([])
  })

  it('refuses an unknown kind with the nearest known one', async () => {
    const { post } = setupApi()
    const response = await post('/api/jobs', { kind: 'polsh' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ detail: 'There is no kind "polsh". Did you mean "polish"?', errors: [{ path: 'kind' }] })
  })

  it('takes JSON only, and only what can be read', async () => {
    const { app, post } = setupApi()
    expect((await post('/api/jobs', undefined)).status).toBe(400)
    expect((await post('/api/jobs', {}, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await app.request('/api/jobs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).status).toBe(
      400,
    )
  })

  it('shows one job, and says when there is none', async () => {
    const failed = { attempt: 1, outcome: 'failed', error: 'broken', startedAt: new Date(0), endedAt: new Date(1), host: 'h' } as const
    const { app } = setupApi([fakeJob({ id, state: 'completed', args: { a: 1 }, result: { b: 2 }, attempts: [failed] })])
    const job = (await (await app.request(`/api/jobs/${id}`)).json()) as object
    expect(job).toMatchObject({
      id,
      state: 'completed',
      args: { a: 1 },
      result: { b: 2 },
      attempts: [{ error: 'broken', startedAt: '1970-01-01T00:00:00.000Z' }],
    })
    const none = await app.request('/api/jobs/nope')
    expect(none.status).toBe(404)
    expect(await none.json()).toMatchObject({ status: 404, detail: 'There is no job nope' })
  })

  it('answers progress once: 304 to the ETag or the version that the reader has', async () => {
    const { app } = setupApi([fakeJob({ id, state: 'running' })])
    const response = await app.request(`/api/jobs/${id}/progress`)
    expect(await response.json()).toMatchObject({ state: 'running', phase: 'rubbing', percentage: 25, version: '1.7.running' })
    const etag = response.headers.get('etag') ?? ''
    expect((await app.request(`/api/jobs/${id}/progress`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await app.request(`/api/jobs/${id}/progress?since=1.7.running`)).status).toBe(304)
    expect((await app.request(`/api/jobs/${id}/progress?since=1.6.running`)).status).toBe(200)
  })

  it('cancels and retries one job', async () => {
    const { post } = setupApi([fakeJob({ id, state: 'available' })])
    expect(await (await post(`/api/jobs/${id}/cancel`)).json()).toEqual({ id, state: 'cancelled' })
    expect((await post('/api/jobs/nope/retry')).status).toBe(404)
  })

  it('stores a job that cancels or retries all that a filter takes, and never all by mistake', async () => {
    const { post, calls } = setupApi()
    const response = await post('/api/jobs/cancel?kind=polish&state=available,retryable&since=2026-01-01T00:00:00Z')
    expect(response.status).toBe(202)
    const filter = { kinds: ['polish'], states: ['available', 'retryable'], since: '2026-01-01T00:00:00.000Z' }
    expect(calls).toEqual([['insert', 'jobs_batch', { operation: 'cancel', filter }, undefined]])
    expect((await post('/api/jobs/cancel')).status).toBe(400)
  })
})
