import type { ActivityDatabase, NewActivity } from '@backlot/activity'
import type { Client, Inserted, JobRequest, PauseTarget } from '@backlot/jobs'
import { batchJobs } from '@backlot/jobs/args'
import type { JobsPort } from '../http/api-services.ts'
import type { Deed, Recorder } from './recorder.ts'

/** The jobs as the API serves them, with what people do written into the activity log, in the transaction that does it. */
export const recordedJobs = (jobs: JobsPort, { record }: Recorder<ActivityDatabase>): JobsPort => ({
  bundles: jobs.bundles,
  queues: async () => await jobs.queues(),
  schedules: async () => await jobs.schedules(),
  // A host's client is there from its start on.
  get client() {
    return recordedClient(jobs.client, record)
  },
  editSchedule: async (name, edit) =>
    await record(
      { deed: 'schedule.changed', target: { type: 'schedule', id: name }, data: { ...edit } },
      async (tx) => await jobs.editSchedule(name, edit, { tx }),
      ifThere(() => ({})),
    ),
  runSchedule: async (name) =>
    await record(
      { deed: 'schedule.run', target: { type: 'schedule', id: name } },
      async (tx) => await jobs.runSchedule(name, { tx }),
      ifThere(({ id }) => ({ data: { jobId: id } })),
    ),
})

const recordedClient = (client: Client, record: Recorder<ActivityDatabase>['record']): Client => ({
  ...client,
  insert: async (request, options) => {
    const batch = await batchOf(client, request)
    return await record(
      { deed: 'job.inserted', ...batch },
      async (tx) => await client.insert(request, { tx, ...options }),
      ({ id, kind, duplicate }) => ({ target: { type: 'job', id, name: kind }, data: { ...batch?.data, duplicate } }),
    )
  },
  insertMany: async (requests, options) =>
    await record(
      { deed: 'jobs.inserted' },
      async (tx) => await client.insertMany(requests, { tx, ...options }),
      (inserted) => (inserted.length === 0 ? undefined : { data: countsOf(inserted) }),
    ),
  jobCancel: async (id, options) =>
    await record(
      { deed: 'job.cancelled', target: await namedJob(client, id) },
      async (tx) => await client.jobCancel(id, { tx, ...options }),
      ifThere((state) => ({ data: { state } })),
    ),
  jobRetry: async (id, options) =>
    await record(
      { deed: 'job.retried', target: await namedJob(client, id) },
      async (tx) => await client.jobRetry(id, { tx, ...options }),
      ifThere((state) => ({ data: { state } })),
    ),
  jobCancelMany: async (ids, options) =>
    await record(
      { deed: 'jobs.cancelled' },
      async (tx) => await client.jobCancelMany(ids, { tx, ...options }),
      (count) => ({ data: { count, of: ids.length } }),
    ),
  jobRetryMany: async (ids, options) =>
    await record(
      { deed: 'jobs.retried' },
      async (tx) => await client.jobRetryMany(ids, { tx, ...options }),
      (count) => ({ data: { count, of: ids.length } }),
    ),
  pause: async (target, options) =>
    await record({ deed: 'queue.paused', target: pauseTarget(target) }, async (tx) => await client.pause(target, { tx, ...options })),
  resume: async (target, options) =>
    await record({ deed: 'queue.resumed', target: pauseTarget(target) }, async (tx) => await client.resume(target, { tx, ...options })),
  resizeQueue: async (queue, slots, options) =>
    await record(
      { deed: 'queue.resized', target: { type: 'queue', id: queue }, data: { slots } },
      async (tx) => await client.resizeQueue(queue, slots, { tx, ...options }),
    ),
})

/** Writes nothing of what is not there. */
const ifThere =
  <Result>(more: (result: Result) => Partial<Deed>) =>
  (result: Result | undefined): Partial<Deed> | undefined =>
    result === undefined ? undefined : more(result)

/** A batch is one deed, with how many jobs its filter finds when it is asked for; what it comes to is its job's result. */
const batchOf = async (client: Client, { kind, args }: JobRequest): Promise<Deed | undefined> => {
  if (kind !== batchJobs.kind) return undefined
  const { operation, filter } = batchJobs.parse(args)
  const count = await client.jobTotal({ ...filter, since: filter.since === undefined ? undefined : new Date(filter.since) })
  return { deed: operation === 'cancel' ? 'jobs.cancelled' : 'jobs.retried', data: { filter, count } }
}

const countsOf = (inserted: readonly Inserted[]): Record<string, unknown> => ({
  count: inserted.length,
  duplicates: inserted.filter(({ duplicate }) => duplicate).length,
  kinds: [...new Set(inserted.map(({ kind }) => kind))],
})

const namedJob = async (client: Client, id: string): Promise<NewActivity['target']> => {
  const job = await client.jobGet(id)
  return { type: 'job', id, name: job?.kind }
}

const pauseTarget = (target: PauseTarget): NewActivity['target'] => {
  if (target === 'all') return { type: 'queue', id: 'all' }
  return 'queue' in target ? { type: 'queue', id: target.queue } : { type: 'kind', id: target.kind }
}
