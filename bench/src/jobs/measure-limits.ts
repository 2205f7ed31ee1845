import { setTimeout as sleep } from 'node:timers/promises'
import { bundle, createHost, defaultQueues, defineJob, worker, type JobDefinition, type Limit } from '@backlot/jobs'
import { z } from 'zod'
import type { BenchServer } from './bench-server.ts'

/** How many jobs ran at a time, at the most, against how many may. */
export interface LimitReached {
  /** `slots of high in host 1`, `kind limit in the cluster`, … */
  what: string
  limit: number
  reached: number
}

const args = z.object({ n: z.number().int(), key: z.string() })
const kindOf = (name: string, queue: string, limit?: Limit<'key' | 'n'>) =>
  defineJob({ kind: name, queue, timeout: '30s', args, ...(limit === undefined ? {} : { limit }) })

/** Runs short jobs of many kinds in two hosts and counts in the handlers how many are at it, by slots and by limits. */
export const measureLimits = async (server: BenchServer, jobs: number): Promise<LimitReached[]> => {
  const database = await server.createDatabase()
  const plain = Object.keys(defaultQueues).map((queue) => kindOf(`plain_${queue}`, queue))
  const limited = kindOf('limited', 'critical', { max: 3 })
  const keyed = kindOf('limited_by_key', 'high', { max: 2, by: ['key'] })
  const gauges = new Map<string, LimitReached & { running: number }>()
  const enter = (what: string, limit: number): (() => void) => {
    const gauge = gauges.get(what) ?? { what, limit, reached: 0, running: 0 }
    gauges.set(what, gauge)
    gauge.reached = Math.max(gauge.reached, ++gauge.running)
    return () => void gauge.running--
  }
  const open = async (name: string) => {
    const workers = [...plain, limited, keyed].map((kind) =>
      worker(kind, async ({ args: { key } }) => {
        const leave = gaugesOf(name, kind, key).map(([what, limit]) => enter(what, limit))
        await sleep(2 + Math.random() * 6)
        for (const end of leave) end()
      }),
    )
    const host = createHost({ database: { url: database.url }, name, bundles: [bundle({ name: 'bench', version: '1.0.0', workers })] })
    await host.start()
    return host
  }
  const hosts = await Promise.all([open('host 1'), open('host 2')])
  try {
    const requests = Array.from({ length: jobs }, (_, n) =>
      [...plain, limited, keyed].map((kind) => kind({ n, key: `key ${n % 4}` })),
    ).flat()
    await hosts[0]?.client.insertMany(requests)
    const done = async (): Promise<boolean> => {
      const [row] = await database.query<{ count: number }>(`select count(*)::int as count from pgboss.job where state = 'completed'`)
      return row?.count === requests.length
    }
    while (!(await done())) await sleep(50)
    return [...gauges.values()].map(({ what, limit, reached }) => ({ what, limit, reached }))
  } finally {
    await Promise.all(hosts.map(async (host) => await host.stop()))
    await database.drop()
  }
}

const gaugesOf = (host: string, { kind, queue, limit }: JobDefinition, key: string): [what: string, limit: number][] => {
  const slots: [string, number] = [`slots of ${queue} in ${host}`, slotsOf(queue)]
  if (limit === undefined) return [slots]
  return [slots, [limit.by === undefined ? `limit of ${kind} in the cluster` : `limit of ${kind} "${key}" in the cluster`, limit.max]]
}

const slotsOf = (queue: string): number => Object.entries(defaultQueues).find(([name]) => name === queue)?.[1] ?? 0
