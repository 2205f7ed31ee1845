import type { Client, PauseTarget } from '../client/client.ts'
import type { EventBus } from '../events/event-bus.ts'

/** What a host knows of the pauses of the cluster. */
export interface PauseWatch {
  isPaused(queue: string): boolean
  pausedKinds(): string[]
  /** Reads them again. True when they changed; then events tell of it. */
  read(): Promise<boolean>
}

/** Reads the pauses, and makes their watch. */
export const watchPauses = async (client: Client, events: EventBus): Promise<PauseWatch> => {
  let paused = await client.paused()
  return {
    isPaused: (queue) => paused.some((target) => target === 'all' || ('queue' in target && target.queue === queue)),
    pausedKinds: () => paused.flatMap((target) => (target !== 'all' && 'kind' in target ? [target.kind] : [])),
    read: async () => {
      const before = paused.map(pauseName)
      paused = await client.paused()
      const now = paused.map(pauseName)
      const began = now.filter((target) => !before.includes(target))
      const ended = before.filter((target) => !now.includes(target))
      for (const target of began) events.emit({ type: 'queue.paused', target })
      for (const target of ended) events.emit({ type: 'queue.resumed', target })
      return began.length + ended.length > 0
    },
  }
}

/** What a pause stops, as events name it: `all`, `queue bulk`, `kind notification`. */
const pauseName = (target: PauseTarget): string => {
  if (target === 'all') return target
  return 'queue' in target ? `queue ${target.queue}` : `kind ${target.kind}`
}
