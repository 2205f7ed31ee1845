import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { JobEvent } from '@backlot/jobs'
import type { JobsPort } from './api-services.ts'

/** What Prometheus scrapes. */
export interface Metrics {
  /** Counts what happens. */
  record(event: JobEvent): void
  /** The text of /metrics, with the counts of the moment. */
  read(): Promise<string>
  readonly contentType: string
}

/** Makes the metrics of a host: its process, its queues, the cluster's jobs by state, and what it finished. */
export const createMetrics = (jobs: JobsPort): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'backlot_' })
  const finished = new Counter({
    name: 'backlot_job_events_total',
    help: 'What happened to jobs in this host, by kind and event',
    labelNames: ['kind', 'event'],
    registers,
  })
  const stored = new Gauge({ name: 'backlot_jobs', help: 'Jobs in the database', labelNames: ['queue', 'kind', 'state'], registers })
  const slots = new Gauge({
    name: 'backlot_queue_slots',
    help: 'How many jobs may run at a time in this host',
    labelNames: ['queue'],
    registers,
  })
  const running = new Gauge({ name: 'backlot_queue_running', help: 'How many jobs run in this host', labelNames: ['queue'], registers })
  const paused = new Gauge({ name: 'backlot_queue_paused', help: '1 while the queue is paused', labelNames: ['queue'], registers })

  return {
    contentType: registry.contentType,
    record: (event) => {
      if ('kind' in event && event.type !== 'job.progress') finished.inc({ kind: event.kind, event: event.type.slice('job.'.length) })
    },
    read: async () => {
      const [counts, queues] = await Promise.all([jobs.client.jobCounts(), jobs.queues()])
      stored.reset()
      for (const { count, ...labels } of counts) stored.set(labels, count)
      for (const queue of queues) {
        slots.set({ queue: queue.name }, queue.slots)
        running.set({ queue: queue.name }, queue.running)
        paused.set({ queue: queue.name }, queue.paused ? 1 : 0)
      }
      return await registry.metrics()
    },
  }
}
