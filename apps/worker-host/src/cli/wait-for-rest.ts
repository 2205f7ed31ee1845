import { setTimeout as sleep } from 'node:timers/promises'
import { jobPageSchema, progressSchema, type JobSummaryView } from '../http/job-schema.ts'
import { queueListSchema } from '../http/queue-routes.ts'
import { apiPath } from './api.ts'
import type { Session } from './open-session.ts'
import { createProgressDisplay } from './progress-display.ts'
import type { Terminal } from './terminal.ts'

const shortestPollMs = 200
const longestPollMs = 1_000

/** A retry that is further away than this is not waited for; the job stays stored. */
const nearRetryMs = 10_000

/**
 * Waits for the jobs that others set off since a time. Where this process is the host, also for what those set off in turn;
 * a host that goes on by itself is not waited for without an end. Jobs of a paused queue or kind, and those that wait for
 * a later time, stay stored.
 */
export const waitForRest = async (session: Session, terminal: Terminal, since: string): Promise<void> => {
  const { api, signal } = session
  const display = createProgressDisplay(terminal)
  const until = session.local ? undefined : new Date().toISOString()
  try {
    // What takes long is looked at less often: to look costs what the jobs could have.
    for (let pollMs = shortestPollMs; ; pollMs = Math.min(pollMs * 1.1, longestPollMs)) {
      const rest = (await unfinished(session, since)).filter(({ createdAt }) => until === undefined || createdAt <= until)
      if (rest.length === 0) return
      const shown = rest.find(({ state }) => state === 'running')
      if (shown !== undefined)
        display.show('rest', shown.kind, await api(progressSchema, { path: apiPath`/api/jobs/${shown.id}/progress` }))
      await sleep(pollMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  } finally {
    display.close()
  }
}

const unfinished = async ({ api }: Session, since: string): Promise<JobSummaryView[]> => {
  const query = { since, state: ['available', 'running', 'cancelling', 'retryable'], limit: 500 }
  const [{ jobs }, { queues, pausedKinds }] = [
    await api(jobPageSchema, { path: '/api/jobs', query }),
    await api(queueListSchema, { path: '/api/queues' }),
  ]
  const pausedQueues = queues.filter(({ paused }) => paused).map(({ name }) => name)
  const soon = Date.now() + nearRetryMs
  return jobs.filter(({ state, kind, queue, scheduledAt }) => {
    if (state === 'running' || state === 'cancelling') return true
    if (pausedQueues.includes(queue) || pausedKinds.includes(kind)) return false
    return state === 'available' || new Date(scheduledAt).getTime() <= soon
  })
}
