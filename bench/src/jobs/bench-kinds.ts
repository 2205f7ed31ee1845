import { defaultQueues, defineJob, type JobDefinition } from '@backlot/jobs'
import { z } from 'zod'

const args = z.object({ n: z.number().int() })

/** A kind that does nothing. */
export type EmptyKind = JobDefinition<string, typeof args>

/** An empty kind on a queue; with `unique`, an equal one that waits keeps it out. */
export const emptyKind = (queue: string, { unique = false } = {}): EmptyKind =>
  defineJob({ kind: `empty_${queue}`, queue, timeout: '30s', args, ...(unique ? { unique: { while: 'queued' } as const } : {}) })

/** Which queue the n-th of many jobs goes to: each gets its part of the 53 default slots. */
export const queueOf = (n: number): string => slotOwners[n % slotOwners.length] ?? 'default'

// A fixed stride that shares no factor with 53 mixes the queues.
const inOrder = Object.entries(defaultQueues).flatMap(([queue, slots]) => Array.from({ length: slots }, () => queue))
const slotOwners = inOrder.map((_, index) => inOrder[(index * 20) % inOrder.length] ?? 'default')
