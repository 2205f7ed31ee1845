import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { startTestHost, testJob, type TestHost } from './host/test-host.ts'
import type { Middleware } from './middleware.ts'
import { worker } from './worker.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

test('middleware runs around inserts and attempts, in order, and what it sends along arrives', async () => {
  const seen: string[] = []
  const middleware: Middleware = {
    insert: [
      async (inserts, next) => {
        for (const { meta } of inserts) meta['traceparent'] = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
        return await next()
      },
    ],
    work: [
      async ({ kind, meta }, next) => {
        seen.push(`outer ${kind} ${String(meta['traceparent']).slice(0, 7)}`)
        const result = await next()
        seen.push('outer after')
        return result
      },
      async (_, next) => {
        seen.push('inner')
        return await next()
      },
    ],
  }
  kit = await startTestHost({ workers: [worker(testJob, async () => void seen.push('handler'))], middleware })
  const { id } = await kit.host.client.insert(testJob({}))
  await waitFor('the job', async () => (await kit?.host.client.jobGet(id))?.state === 'completed')
  expect(seen).toEqual(['outer test_job 00-4bf9', 'inner', 'handler', 'outer after'])
})
