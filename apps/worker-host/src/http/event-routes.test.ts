import type { JobEvent } from '@backlot/jobs'
import { describe, expect, it } from 'vitest'
import { setupApi } from './fake-services.ts'

const event = (id: string): JobEvent => ({ type: 'job.started', id, kind: 'polish', queue: 'low', attempt: 1 })

/** Reads the stream until a text has come. */
const readUntil = async (response: Response, text: string): Promise<string> => {
  const reader = response.body?.getReader()
  if (reader === undefined) throw new Error('no body')
  const decoder = new TextDecoder()
  let received = ''
  while (!received.includes(text)) {
    const { done, value } = await reader.read()
    if (done) break
    received += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return received
}

describe('/api/events', () => {
  it('tells what happens, with ids', async () => {
    const { app, events } = setupApi()
    const response = await app.request('/api/events')
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reading = readUntil(response, 'second')
    events.publish(event('first'))
    events.publish(event('second'))
    const text = await reading
    expect(text).toContain('id: test-1')
    expect(text).toContain('event: job.started')
    expect(text).toContain(JSON.stringify(event('second')))
  })

  it('tells a reader that comes back what it missed, once', async () => {
    const { app, events } = setupApi()
    for (const id of ['first', 'second', 'third']) events.publish(event(id))
    const text = await readUntil(await app.request('/api/events', { headers: { 'last-event-id': 'test-1' } }), 'third')
    expect(text).not.toContain('first')
    expect(text.match(/second/g)).toHaveLength(1)
    expect(text).not.toContain('reset')
  })

  it('says so when more was missed than is kept, or the host was started anew', async () => {
    const { app } = setupApi()
    const text = await readUntil(await app.request('/api/events', { headers: { 'last-event-id': 'before-7' } }), 'reset')
    expect(text).toContain('event: reset')
  })

  it('ends when the host stops', async () => {
    const { app, events } = setupApi()
    const response = await app.request('/api/events')
    const reading = readUntil(response, 'never')
    events.close()
    expect(await reading).toContain('retry: 2000')
  })
})
