import { waitFor } from '@backlot/testing'
import type { DayHost, EndedJob } from '../day/day-host.ts'
import type { DayWorld } from '../day/day-world.ts'
import { insertedSchema } from '../http/job-schema.ts'
import { expect } from 'vitest'

/** What jobs are taken with: a host that is connected to everything, and two libraries. */
export interface Taking {
  world: DayWorld
  host: DayHost
  films: string
  series: string
  /** Inserts a job through the API and gives it when it is completed, after whatever it set off. */
  readonly take: (kind: string, args?: object) => Promise<EndedJob>
}

/** One job of each kind, from its insert to what it is there for. */
export type Takes = Record<string, (at: Taking) => Promise<void>>

/** Makes what jobs are taken with. */
export const createTaking = (at: Omit<Taking, 'take'>): Taking => ({
  ...at,
  take: async (kind, args = {}) => {
    const inserted = await at.host.api(insertedSchema, { method: 'POST', path: '/api/jobs', body: { kind, args } })
    expect(inserted).toMatchObject({ kind, duplicate: false })
    const job = await at.host.ended(inserted.id)
    expect({ kind, state: job.state, error: job.error }).toEqual({ kind, state: 'completed', error: undefined })
    await at.host.settle()
    return job
  },
})

/** The progress that is told of on the way, by kind, while `/api/events` is read. */
export const watchProgress = async (url: string) => {
  const seen = new Set<string>()
  const end = new AbortController()
  const response = await fetch(`${url}/api/events`, { signal: end.signal })
  const read = async (): Promise<void> => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      const lines = (text + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue
        const event = JSON.parse(line.slice('data: '.length)) as { type: string; kind: string }
        if (event.type === 'job.progress') seen.add(event.kind)
      }
    }
  }
  const reading = read().catch(() => undefined)
  return {
    sawAll: async (kinds: readonly string[]) => {
      await waitFor('progress', () => kinds.every((kind) => seen.has(kind))).catch(() => undefined)
      expect([...seen].toSorted()).toEqual(expect.arrayContaining([...kinds]))
    },
    [Symbol.asyncDispose]: async () => {
      end.abort()
      await reading
    },
  }
}
