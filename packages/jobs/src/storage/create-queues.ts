import { heartbeatSeconds, type Storage } from './open-storage.ts'

/** Ten years: pg-boss would delete a job that waits longer, and nothing is lost here. */
const retentionSeconds = 10 * 365 * 86_400

/** Makes the queues that are not there yet. Completed jobs are kept for 7 days. */
export const createQueues = async ({ boss }: Storage, names: readonly string[]): Promise<void> => {
  const existing = new Set((await boss.getQueues([...names])).map(({ name }) => name))
  for (const name of names.filter((candidate) => !existing.has(candidate))) {
    await boss.createQueue(name, { policy: 'standard', notify: true, heartbeatSeconds, retentionSeconds, deleteAfterSeconds: 7 * 86_400 })
  }
}
