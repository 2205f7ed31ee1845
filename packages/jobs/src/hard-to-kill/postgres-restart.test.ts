import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@backlot/postgres-server'
import { waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { bundle } from '../bundle.ts'
import { createHost } from '../host/create-host.ts'
import { testJob } from '../host/test-host.ts'
import { worker } from '../worker.ts'

test(
  'a database that goes away is waited for: every job inserted before is done after, by the same host',
  { timeout: 90_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'backlot-restart-'))
    const first = await startPostgres({ folder })
    let ended = 0
    const work = worker(testJob, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      ended++
    })
    const host = createHost({
      database: { url: first.url, maxConnections: 5 },
      bundles: [bundle({ name: 'test', version: '1.0.0', workers: [work] })],
    })
    try {
      await host.start()
      await host.client.insertMany(Array.from({ length: 400 }, (_, n) => testJob({ n })))
      await waitFor('some jobs to end', () => ended > 50)
      await first.stop()
      const goneAt = ended
      const second = await startPostgres({ folder, port: first.port })
      await waitFor(
        'all jobs to be completed',
        async () => (await host.client.jobTotal({ states: ['completed'] }).catch(() => 0)) === 400,
        {
          timeoutMs: 60_000,
        },
      )
      expect(goneAt).toBeLessThan(400)
      await host.stop()
      await second.stop()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)
