import type { PauseTarget } from '../client/client.ts'
import { isQueuePaused, readQueueSettings } from '../client/queue-settings.ts'
import type { EventBus } from '../events/event-bus.ts'
import type { SqlExecutor } from '../storage/transaction.ts'

/** What a host knows of what was set of the queues: pauses and sizes. */
export interface QueueWatch {
  isPaused(queue: string): boolean
  pausedKinds(): string[]
  /** How many jobs of the queue may run at a time in this host. */
  slotsOf(queue: string): number
  /** Reads it again. True when it changed; then events tell of it. */
  read(): Promise<boolean>
}

/** Reads what is set of the queues, and makes their watch; `slots` are the sizes of those that nobody resized. */
export const watchQueues = async (db: SqlExecutor, events: EventBus, slots: Readonly<Record<string, number>>): Promise<QueueWatch> => {
  let { paused, sizes } = await readQueueSettings(db)
  const slotsOf = (queue: string): number => sizes.get(queue) ?? slots[queue] ?? 0
  const allSlots = (): (readonly [queue: string, slots: number])[] => Object.keys(slots).map((queue) => [queue, slotsOf(queue)])

  const readOnce = async (): Promise<boolean> => {
    const now = await readQueueSettings(db)
    const [pausedBefore, pausedNow] = [paused.map(pauseName), now.paused.map(pauseName)]
    const slotsBefore = new Map(allSlots())
    ;({ paused, sizes } = now)
    const began = pausedNow.filter((target) => !pausedBefore.includes(target))
    const ended = pausedBefore.filter((target) => !pausedNow.includes(target))
    const resized = allSlots().filter(([queue, size]) => slotsBefore.get(queue) !== size)
    for (const target of began) events.emit({ type: 'queue.paused', target })
    for (const target of ended) events.emit({ type: 'queue.resumed', target })
    for (const [queue, size] of resized) events.emit({ type: 'queue.resized', queue, slots: size })
    return began.length + ended.length + resized.length > 0
  }

  // One after the other: the answer of an earlier reading must not come after that of a later one.
  let last: Promise<unknown> = Promise.resolve()
  return {
    isPaused: (queue) => isQueuePaused(paused, queue),
    pausedKinds: () => paused.flatMap((target) => (target !== 'all' && 'kind' in target ? [target.kind] : [])),
    slotsOf,
    read: async () => {
      const reading = last.then(readOnce, readOnce)
      last = reading
      return await reading
    },
  }
}

/** What a pause stops, as events name it: `all`, `queue bulk`, `kind notification`. */
const pauseName = (target: PauseTarget): string => {
  if (target === 'all') return target
  return 'queue' in target ? `queue ${target.queue}` : `kind ${target.kind}`
}
