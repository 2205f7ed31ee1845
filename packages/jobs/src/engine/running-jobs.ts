import type { RunningJob } from './running-job.ts'

/** The claims that a process holds, by job id. */
export interface RunningJobs {
  add(job: RunningJob): void
  get(id: string): RunningJob | undefined
  all(): RunningJob[]
  /** The outcome is stored: the claim is no longer ours. */
  remove(id: string): void
  /** Resolves when there is none. */
  empty(): Promise<void>
}

/** Makes the list of what runs here. */
export const createRunningJobs = (): RunningJobs => {
  const jobs = new Map<string, RunningJob>()
  let waiting: (() => void)[] = []
  return {
    add: (job) => jobs.set(job.claim.id, job),
    get: (id) => jobs.get(id),
    all: () => [...jobs.values()],
    remove: (id) => {
      jobs.delete(id)
      if (jobs.size > 0) return
      for (const resolve of waiting) resolve()
      waiting = []
    },
    empty: async () => {
      if (jobs.size > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
