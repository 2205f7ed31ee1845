import type { NotificationEvent } from '@backlot/jobs/args'
import type { EventData } from './event-data.ts'
import type { EventType } from './event-types.ts'

/** What a builder knows of its event. */
interface EventFacts {
  /** What makes two events of the type the same, beside the type; an event of an id is told once. */
  once: readonly (string | number)[]
  at: Date
  targetId?: string | undefined
  userId?: string | undefined
  data: EventData
}

/** Makes an event whose id is made of its type and of what makes it one: the same news gives the same id. */
export const makeEvent = (type: EventType, { once, at, targetId, userId, data }: EventFacts): NotificationEvent => ({
  id: [type, ...once].join(':'),
  type,
  timestamp: at.toISOString(),
  ...(targetId === undefined ? {} : { targetId }),
  ...(userId === undefined ? {} : { userId }),
  // Through JSON: fields that are undefined are not there, as in what is stored.
  data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
})
