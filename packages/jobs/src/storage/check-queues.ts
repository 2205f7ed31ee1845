import type { Storage } from './open-storage.ts'

/** Rejects when one of the queues does not exist. Each is asked for once: queues are not taken away in ordinary life. */
export type CheckQueues = (names: Iterable<string>) => Promise<void>

/** Makes the check, which knows no queue yet. */
export const createQueueCheck = ({ boss }: Pick<Storage, 'boss'>): CheckQueues => {
  const known = new Set<string>()
  return async (names) => {
    const unknown = [...new Set(names)].filter((name) => !known.has(name))
    if (unknown.length === 0) return
    for (const { name } of await boss.getQueues(unknown)) known.add(name)
    const missing = unknown.find((name) => !known.has(name))
    if (missing !== undefined) throw noSuchQueue(missing)
  }
}

/** What is said of a queue that does not exist. */
export const noSuchQueue = (name: string): RangeError =>
  new RangeError(`Queue ${name} does not exist; it does once a host that names it has started`)
