import { createTestDatabase, waitFor } from '@backlot/testing'
import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { bundle } from '../bundle.ts'
import { systemClock, sleep } from '../clock.ts'
import { cancel, snooze } from '../decision.ts'
import { defineJob, type ArgsOf } from '../define/define-job.ts'
import { PermanentError, RetryAfterError } from '../define/job-error.ts'
import { createHost } from '../host/create-host.ts'
import type { Host } from '../host/host.ts'
import { worker, type JobContext } from '../worker.ts'
import { openHistory, type History } from './test-history.ts'

const behaviours = ['succeed', 'fail', 'permanent', 'snooze', 'cancel', 'time out', 'ignore the signal'] as const

const anything = defineJob({
  kind: 'anything',
  queue: 'default',
  timeout: '150ms',
  maxAttempts: 3,
  args: z.object({ does: z.enum(behaviours), times: z.number().int(), ms: z.number().int(), group: z.enum(['a', 'b']) }),
  limit: { max: 2, by: ['group'] },
})

/** The most that ran at a time of each group, over all hosts. */
const createGauge = () => {
  const running = { a: 0, b: 0 }
  const most = { a: 0, b: 0 }
  return {
    most,
    during: async <T>(group: 'a' | 'b', run: () => Promise<T>): Promise<T> => {
      most[group] = Math.max(most[group], ++running[group])
      try {
        return await run()
      } finally {
        running[group]--
      }
    },
  }
}

const behave = async ({ args, attempt, signal, loadCursor, saveCursor }: JobContext<ArgsOf<typeof anything>>) => {
  await sleep(systemClock, args.ms, signal)
  const before = (await loadCursor<number>()) ?? 0
  await saveCursor(before + 1)
  switch (args.does) {
    case 'succeed':
      return { attempt }
    case 'fail':
      if (before < args.times) throw new RetryAfterError('Not yet', 5)
      return { attempt }
    case 'permanent':
      throw new PermanentError('Never')
    case 'snooze':
      return before < args.times ? snooze(5) : { attempt }
    case 'cancel':
      return cancel('No need')
    case 'time out':
      await sleep(systemClock, 10_000, before < 1 ? signal : AbortSignal.timeout(5)).catch((error: unknown) => {
        if (signal.aborted) throw new RetryAfterError('Too long', 5, { cause: error })
      })
      return { attempt }
    case 'ignore the signal':
      await sleep(systemClock, before < 1 ? 300 : 1)
      return { attempt }
  }
}

const startHost = async (url: string, history: History, gauge: ReturnType<typeof createGauge>, name: string): Promise<Host> => {
  const work = worker(anything, async (context) => {
    await history.record(context.id, 'start', name, context.attempt)
    const result = await gauge.during(context.args.group, async () => await behave(context))
    await history.record(context.id, 'end', name, context.attempt)
    return result
  })
  const bundles = [bundle({ name: 'test', version: '1.0.0', workers: [work] })]
  const host = createHost({ database: { url, maxConnections: 4 }, name, bundles, drainTimeout: '50ms' })
  await host.start()
  return host
}

const job = fc.record({
  does: fc.constantFrom(...behaviours),
  times: fc.integer({ min: 0, max: 2 }),
  ms: fc.integer({ min: 0, max: 10 }),
  group: fc.constantFrom('a' as const, 'b' as const),
})
const disturbance = fc.record({ does: fc.constantFrom('cancel', 'cut', 'replace', 'pause'), at: fc.nat({ max: 60 }) })

test(
  'whatever handlers do and whatever is done to their hosts, each job ends once, and no limit is passed',
  { timeout: 120_000 },
  async () => {
    const run = async (jobs: readonly ArgsOf<typeof anything>[], disturbances: readonly { does: string; at: number }[]): Promise<void> => {
      const database = await createTestDatabase({ template: 'jobs', prepare })
      const history = await openHistory(database.url)
      const gauge = createGauge()
      const admin = new pg.Client({ connectionString: database.url })
      await admin.connect()
      const hosts = await Promise.all(['one', 'two'].map(async (name) => await startHost(database.url, history, gauge, name)))
      const client = () => hosts.at(-1)?.client ?? failNoHost()
      const inserted = await client().insertMany(jobs.map((args) => anything(args)))
      const disturb = async ({ does, at }: { does: string; at: number }): Promise<void> => {
        await sleep(systemClock, at)
        if (does === 'cancel') await client().jobCancel(inserted[at % inserted.length]?.id ?? '')
        if (does === 'cut')
          await admin.query(
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'backlot one%'`,
          )
        if (does === 'pause') {
          await client().pause('all')
          await sleep(systemClock, 30)
          await client().resume('all')
        }
        if (does === 'replace') {
          const leaving = hosts.shift()
          hosts.push(await startHost(database.url, history, gauge, `next ${at}`))
          await leaving?.stop()
        }
      }
      for (const next of disturbances) await disturb(next).catch(() => undefined)
      await client().resume('all')
      const open = { states: ['scheduled', 'available', 'running', 'cancelling', 'retryable'] as const }
      await waitFor(
        'every job to be final',
        async () =>
          (await client()
            .jobTotal(open)
            .catch(() => 1)) === 0,
        { timeoutMs: 40_000 },
      )
      expect(await history.faults(inserted.map(({ id }) => id))).toEqual([])
      expect(Math.max(gauge.most.a, gauge.most.b)).toBeLessThanOrEqual(2)
      await Promise.all(hosts.map(async (host) => await host.stop()))
      await admin.end()
      await history.close()
      await database.drop()
    }
    const property = fc.asyncProperty(fc.array(job, { minLength: 10, maxLength: 40 }), fc.array(disturbance, { maxLength: 4 }), run)
    await fc.assert(property, { numRuns: 4, endOnFailure: true })
  },
)

const failNoHost = (): never => {
  throw new Error('No host runs')
}

const prepare = async (url: string): Promise<void> => {
  const host = createHost({ database: { url }, bundles: [] })
  await host.start({ work: false })
  await host.stop()
}
