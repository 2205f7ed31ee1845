import type { JobProgress } from '../progress/job-progress.ts'

/** What happens in a host, told to subscribers in its process. */
export type JobEvent =
  | { type: 'job.inserted' | 'job.started' | 'job.completed' | 'job.cancelled'; id: string; kind: string; queue: string; attempt: number }
  | { type: 'job.failed' | 'job.discarded'; id: string; kind: string; queue: string; attempt: number; error: string }
  | { type: 'job.snoozed' | 'job.released'; id: string; kind: string; queue: string; attempt: number; delayMs: number }
  | { type: 'job.stuck'; id: string; kind: string; queue: string; attempt: number }
  | { type: 'job.progress'; id: string; kind: string; queue: string; attempt: number; progress: JobProgress }
  | { type: 'queue.paused' | 'queue.resumed'; target: string }
  | { type: 'queue.resized'; queue: string; slots: number }

/** An event and the host in which it happened. */
export type ClusterEvent = JobEvent & { host: string }

/** Tells subscribers; a subscriber that throws does not reach the job. */
export interface EventBus {
  emit(event: JobEvent): void
  /** Gives the function that ends the subscription. */
  subscribe(listener: (event: JobEvent) => void): () => void
}

/** Makes the bus of one host. */
export const createEventBus = (onError: (error: unknown) => void): EventBus => {
  const listeners = new Set<(event: JobEvent) => void>()
  return {
    emit: (event) => {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
