import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { isFinalState } from '@backlot/jobs'
import { jobSchema, progressSchema } from '../http/job-schema.ts'
import { apiPath } from './api.ts'
import type { Session } from './open-session.ts'
import { createProgressDisplay } from './progress-display.ts'
import type { Terminal } from './terminal.ts'

/** A job that is watched, with what people call it. */
export interface WatchedJob {
  id: string
  name: string
}

/** A job that has come to its end. */
export type EndedJob = z.output<typeof jobSchema>

/** How often progress is asked for. */
const pollMs = 200

/** Shows the progress of jobs until all have ended; gives them in the same order. Rejects when the session is asked to stop. */
export const watchJobs = async ({ api, signal }: Session, terminal: Terminal, jobs: readonly WatchedJob[]): Promise<EndedJob[]> => {
  const display = createProgressDisplay(terminal)
  const ended = new Map<string, EndedJob>()
  try {
    for (;;) {
      for (const { id, name } of jobs.filter((job) => !ended.has(job.id))) {
        const progress = await api(progressSchema, { path: apiPath`/api/jobs/${id}/progress` })
        display.show(id, name, progress)
        if (isFinalState(progress.state)) {
          display.end(id)
          ended.set(id, await api(jobSchema, { path: apiPath`/api/jobs/${id}` }))
        }
      }
      if (ended.size === jobs.length) return jobs.flatMap(({ id }) => ended.get(id) ?? [])
      await sleep(pollMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  } finally {
    display.close()
  }
}
