import { setTimeout as pause } from 'node:timers/promises'
import { isFinalState, type Host, type Job, type StoredProgress } from '@backlot/jobs'

/** A job at one moment. */
export interface JobMoment {
  job: Job
  progress: StoredProgress | undefined
}

/**
 * A job as it moves, until it reaches a final state; nothing when there is none. Events of all hosts say when to look;
 * they are hints, so once a second it looks by itself.
 */
export async function* followJob(host: Host, id: string, signal: AbortSignal): AsyncGenerator<JobMoment> {
  let moved = Promise.withResolvers<void>()
  const unsubscribe = host.subscribeCluster((event) => {
    if ('id' in event && event.id === id) moved.resolve()
  })
  try {
    while (!signal.aborted) {
      moved = Promise.withResolvers<void>()
      const job = await host.client.jobGet(id)
      if (job === undefined) return
      yield { job, progress: await host.client.getJobProgress(id) }
      if (isFinalState(job.state)) return
      await Promise.race([moved.promise, pause(1_000, undefined, { ref: false })])
    }
  } finally {
    unsubscribe()
  }
}
