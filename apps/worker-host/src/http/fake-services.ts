import { bundle, defineJob, worker, type Client, type Job, type JobSummary, type ScheduleEdit } from '@backlot/jobs'
import { z } from 'zod'
import type { LogLevel } from '../config/log-level.ts'
import type { ApiServices } from './api-services.ts'
import { createAskers } from './askers.ts'
import { createApp } from './create-app.ts'
import { createEventFeed } from './event-feed.ts'
import { createMetrics } from './metrics.ts'
import { notFound } from './problem.ts'

const polish = defineJob({
  kind: 'polish',
  queue: 'low',
  timeout: '90s',
  maxAttempts: 3,
  args: z.object({ id: z.uuid(), times: z.int().default(1) }),
  unique: { by: ['id'], while: 'queued' },
  package: 'furniture',
  description: 'Polishes.',
})

/** A job of a test, with what is not said made up. */
export const fakeJob = (job: Partial<Job> & Pick<JobSummary, 'id'>): Job => ({
  kind: 'polish',
  queue: 'low',
  state: 'available',
  attempt: 0,
  maxAttempts: 3,
  priority: 0,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  scheduledAt: new Date('2026-01-01T00:00:00Z'),
  startedAt: undefined,
  finishedAt: undefined,
  error: undefined,
  args: {},
  result: undefined,
  attempts: [],
  ...job,
})

/** The API over jobs in memory; what a test does not need of the media is not there. */
export const setupApi = (jobs: Job[] = []) => {
  const calls: unknown[][] = []
  const refuse = async () => await Promise.reject(notFound('There is none'))
  const client: Client = {
    insert: async (request, options) => {
      calls.push(['insert', request.kind, request.args, options])
      return await Promise.resolve({
        id: '00000000-0000-7000-8000-000000000001',
        kind: request.kind,
        queue: request.definition.queue,
        duplicate: calls.length > 1,
      })
    },
    insertMany: async (requests) => await Promise.all(requests.map(async (request) => await client.insert(request))),
    jobGet: async (id) => await Promise.resolve(jobs.find((job) => job.id === id)),
    jobList: async (filter, page) => {
      calls.push(['jobList', filter, page])
      return await Promise.resolve({ jobs, next: undefined })
    },
    jobCounts: async () => await Promise.resolve([{ queue: 'low', kind: 'polish', state: 'available', count: 3 }]),
    jobTotal: async () => await Promise.resolve(jobs.length),
    jobCancelMany: async (ids) => await Promise.resolve(ids.length),
    jobRetryMany: async (ids) => await Promise.resolve(ids.length),
    jobCancel: async (id) => await Promise.resolve(jobs.some((job) => job.id === id) ? 'cancelled' : undefined),
    jobRetry: async (id) => await Promise.resolve(jobs.find((job) => job.id === id)?.state),
    jobLog: async () => await Promise.resolve([]),
    getJobProgress: async () =>
      await Promise.resolve({
        phase: 'rubbing',
        current: 1,
        total: 4,
        percentage: 25,
        message: '',
        attempt: 1,
        sequence: 7,
        updatedAt: new Date('2026-01-01T00:00:00Z'),
      }),
    pause: async (target) => void (await Promise.resolve(calls.push(['pause', target]))),
    resume: async (target) => void (await Promise.resolve(calls.push(['resume', target]))),
    paused: async () => await Promise.resolve([]),
    resizeQueue: async (queue, slots) => void (await Promise.resolve(calls.push(['resizeQueue', queue, slots]))),
  }
  const schedule = {
    name: 'polish',
    kind: 'polish',
    args: {},
    cron: '0 4 * * *',
    timeZone: 'UTC',
    enabled: true,
    edited: false,
    nextAt: new Date('2026-01-02T04:00:00Z'),
    lastAt: undefined,
    lastJobId: undefined,
  }
  const port = {
    client,
    bundles: [bundle({ name: '@example/furniture', version: '1.0.0', workers: [worker(polish, async () => await Promise.resolve())] })],
    schedules: async () => await Promise.resolve([schedule]),
    editSchedule: async (name: string, edit: ScheduleEdit) => {
      if (edit.cron === 'never') throw new TypeError('"never" is not a cron expression')
      return await Promise.resolve(name === schedule.name ? { ...schedule, ...edit } : undefined)
    },
    runSchedule: async () => await Promise.resolve(undefined),
    queues: async () => await Promise.resolve([{ name: 'low', slots: 5, resized: false, running: 1, paused: false }]),
  }
  let level: LogLevel = 'info'
  const events = createEventFeed({ epoch: 'test' })
  const services: ApiServices = {
    askers: createAskers(),
    jobs: port,
    notifications: { agents: refuse, test: refuse, deliveries: refuse },
    integrations: {
      list: async () => await Promise.resolve([]),
      test: refuse,
      sync: refuse,
      webhook: refuse,
      registerWebhook: refuse,
      testWebhook: refuse,
      deliver: refuse,
    },
    activity: refuse,
    log: { level: () => level, setLevel: async (next) => void (await Promise.resolve((level = next))) },
    events,
    metrics: createMetrics(port),
    system: {
      pid: 1,
      ready: refuse,
      status: refuse,
      doctor: refuse,
    },
    images: { image: async () => await Promise.resolve({ state: 'absent' }) },
    media: {
      libraries: async () => await Promise.resolve([]),
      library: refuse,
      addLibrary: refuse,
      editLibrary: refuse,
      removeLibrary: refuse,
      requestScan: refuse,
      scans: refuse,
      problems: refuse,
      missing: refuse,
      keepMissing: refuse,
      removeMissing: refuse,
      unmatched: refuse,
      match: refuse,
      ignore: refuse,
      undo: refuse,
      movies: refuse,
      movie: refuse,
      refreshMovie: refuse,
      seriesPage: refuse,
      series: refuse,
      episodes: refuse,
      refreshSeries: refuse,
      search: refuse,
    },
  }
  const errors: unknown[] = []
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: (fields: object) => void errors.push(fields) }
  const app = createApp(services, logger)
  return {
    app,
    calls,
    events,
    errors,
    services,
    post: async (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      await app.request(path, {
        method: 'POST',
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}
