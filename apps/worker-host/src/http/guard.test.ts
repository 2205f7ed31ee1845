import { describe, expect, it } from 'vitest'
import { setupApi } from './fake-services.ts'

const statusOf = async (headers: Record<string, string>, method = 'GET'): Promise<number> => {
  const { app } = setupApi()
  return (await app.request('/api/queues/low/pause'.slice(0, method === 'GET' ? 11 : undefined), { method, headers })).status
}

describe('the guard of the API', () => {
  it.each(['localhost', 'localhost:8484', '127.0.0.1:8484', '[::1]:8484', 'LOCALHOST:1'])('answers to %s', async (host) => {
    expect(await statusOf({ host })).toBe(200)
  })

  it.each([
    'evil.example',
    'evil.example:8484',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    '192.168.1.2:8484',
    '0.0.0.0:8484',
    '',
  ])('does not answer to "%s", whose name may have been pointed here', async (host) => {
    expect(await statusOf({ host })).toBe(421)
  })

  it('takes writes of programs and of its own pages only', async () => {
    const host = '127.0.0.1:8484'
    expect(await statusOf({ host }, 'POST')).toBe(200)
    expect(await statusOf({ host, origin: 'http://127.0.0.1:8484', 'sec-fetch-site': 'same-origin' }, 'POST')).toBe(200)
    expect(await statusOf({ host, origin: 'https://evil.example' }, 'POST')).toBe(403)
    expect(await statusOf({ host, origin: 'http://127.0.0.1:3000' }, 'POST')).toBe(403)
    expect(await statusOf({ host, origin: 'null' }, 'POST')).toBe(403)
    expect(await statusOf({ host, 'sec-fetch-site': 'cross-site' }, 'POST')).toBe(403)
  })
})
