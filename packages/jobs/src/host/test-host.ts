import { createTestDatabase } from '@backlot/testing'
import { z } from 'zod'
import { bundle } from '../bundle.ts'
import { defineJob } from '../define/define-job.ts'
import type { JobEvent } from '../events/event-bus.ts'
import type { Worker } from '../worker.ts'
import { createHost } from './create-host.ts'
import type { Host, HostOptions } from './host.ts'

/** A host on a database of its own, for the tests of this package. */
export interface TestHost {
  host: Host
  url: string
  events: JobEvent[]
  /** Another host on the same database. */
  another(options?: TestHostOptions): Promise<Host>
  close(): Promise<void>
}

export type TestHostOptions = { workers?: readonly Worker[]; work?: boolean } & Partial<Omit<HostOptions, 'database' | 'bundles'>>

const prepare = async (url: string): Promise<void> => {
  const host = createHost({ database: { url }, bundles: [] })
  await host.start({ work: false })
  await host.stop()
}

/** Starts a host with these workers on a fresh database. */
export const startTestHost = async (options: TestHostOptions = {}): Promise<TestHost> => {
  const database = await createTestDatabase({ template: 'jobs', prepare })
  const hosts: Host[] = []
  const events: JobEvent[] = []
  const start = async ({ workers = [], work = true, ...rest }: TestHostOptions): Promise<Host> => {
    const bundles = [bundle({ name: 'test', version: '1.0.0', workers })]
    const host = createHost({ database: { url: database.url, maxConnections: 5 }, bundles, drainTimeout: '5s', ...rest })
    host.subscribe((event) => events.push(event))
    await host.start({ work })
    hosts.push(host)
    return host
  }
  return {
    host: await start(options),
    url: database.url,
    events,
    another: async (more = {}) => await start(more),
    close: async () => {
      await Promise.all(hosts.map(async (host) => await host.stop()))
      await database.drop()
    },
  }
}

/** A kind for tests; takes anything under `n` and `label`. */
export const testJob = defineJob({
  kind: 'test_job',
  queue: 'default',
  timeout: '30s',
  maxAttempts: 3,
  args: z.object({ n: z.number().int().default(0), label: z.string().optional() }),
})
