import type { NotificationEvent } from '@backlot/jobs/args'
import { mostItems, readEventData } from '../events/event-data.ts'

/** One event of all that a digest gathered, in their order; of a single one that event itself. */
export const composeDigest = (id: string, events: readonly NotificationEvent[]): NotificationEvent | undefined => {
  const [first] = events
  const last = events.at(-1)
  if (first === undefined || last === undefined) return undefined
  if (events.length === 1) return first
  const all = events.map((event) => readEventData(event.data))
  const named = all.flatMap(({ items = [] }) => items)
  // The same item twice is one piece of news: a film that was updated and then again. What only was counted stays counted.
  const items = [...new Map(named.map((item) => [item.id, item])).values()]
  const unnamed = all.reduce((sum, data) => sum + (data.count ?? 0) - (data.items?.length ?? 0), 0)
  const target = events.every(({ targetId }) => targetId === first.targetId) ? first.targetId : undefined
  return {
    id: `digest:${id}`,
    type: first.type,
    timestamp: last.timestamp,
    ...(target === undefined ? {} : { targetId: target }),
    data: { ...first.data, items: items.slice(0, mostItems), count: items.length + unnamed },
  }
}
