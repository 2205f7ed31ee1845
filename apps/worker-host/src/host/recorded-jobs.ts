import { recordActivity, type ActivityDatabase, type NewActivity } from '@backlot/activity'
import type { Client, PauseTarget } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { JobsPort } from '../http/api-services.ts'
import { whoAsks } from './record-refusal.ts'

/**
 * The jobs as the API serves them, with what people do written into the activity log: an insert in its own transaction;
 * what the core does in a transaction of its own (cancel, retry, pause, schedules) right afterwards.
 */
export const recordedJobs = (jobs: JobsPort, db: Kysely<ActivityDatabase>): JobsPort => {
  const record = async (deed: string, target: NewActivity['target'], data: Record<string, unknown> = {}): Promise<void> =>
    await recordActivity(db, { ...whoAsks, deed, target, data })
  const recordedClient = (client: Client): Client => ({
    ...client,
    insert: async (request, options) =>
      await db.transaction().execute(async (tx) => {
        const inserted = await client.insert(request, { tx, ...options })
        const { id, kind, duplicate } = inserted
        await recordActivity(tx, { ...whoAsks, deed: 'job.inserted', target: { type: 'job', id, name: kind }, data: { duplicate } })
        return inserted
      }),
    jobCancel: async (id) => {
      const state = await client.jobCancel(id)
      if (state !== undefined) await record('job.cancelled', { type: 'job', id }, { state })
      return state
    },
    jobRetry: async (id) => {
      const state = await client.jobRetry(id)
      if (state !== undefined) await record('job.retried', { type: 'job', id }, { state })
      return state
    },
    pause: async (target) => {
      await client.pause(target)
      await record('queue.paused', pauseTarget(target))
    },
    resume: async (target) => {
      await client.resume(target)
      await record('queue.resumed', pauseTarget(target))
    },
  })
  return {
    bundles: jobs.bundles,
    queues: async () => await jobs.queues(),
    schedules: async () => await jobs.schedules(),
    // A host's client is there from its start on.
    get client() {
      return recordedClient(jobs.client)
    },
    editSchedule: async (name, edit) => {
      const schedule = await jobs.editSchedule(name, edit)
      if (schedule !== undefined) await record('schedule.changed', { type: 'schedule', id: name }, { ...edit })
      return schedule
    },
    runSchedule: async (name) => {
      const inserted = await jobs.runSchedule(name)
      if (inserted !== undefined) await record('schedule.run', { type: 'schedule', id: name }, { jobId: inserted.id })
      return inserted
    },
  }
}

const pauseTarget = (target: PauseTarget): NewActivity['target'] => {
  if (target === 'all') return { type: 'queue', id: 'all' }
  return 'queue' in target ? { type: 'queue', id: target.queue } : { type: 'kind', id: target.kind }
}
