import { readNextDue } from '../storage/job-rows.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { Producer } from './producer.ts'

/** All queues are looked at every 4 to 6 seconds, in case a NOTIFY was lost: not by all hosts at the same time. */
const pollMs = (): number => 4_000 + Math.random() * 2_000

/** Starts to look now and then for due jobs that nobody told of, in all queues with one statement. Gives what stops it. */
export const pollDue = (storage: Storage, producers: ReadonlyMap<string, Producer>): (() => void) => {
  const { clock } = storage
  let timer: unknown
  let stopped = false
  const look = async (): Promise<void> => {
    for (const [queue, ms] of await readNextDue(storage, [...producers.keys()])) {
      if (ms < pollMs()) producers.get(queue)?.wakeIn(Math.max(0, ms))
    }
  }
  const lookLater = (): void => {
    timer = clock.setTimeout(() => {
      // A database that is away is asked again.
      void look()
        .catch(() => undefined)
        .then(() => {
          if (!stopped) lookLater()
        })
    }, pollMs())
  }
  lookLater()
  return () => {
    stopped = true
    clock.clearTimeout(timer)
  }
}
