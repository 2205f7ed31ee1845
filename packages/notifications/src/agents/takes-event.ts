import type { NotificationEvent } from '@backlot/jobs/args'
import { readEventData } from '../events/event-data.ts'
import { categoryOf, eventTypeRule } from '../events/event-types.ts'

/** Whether filters let an event through: by its type, its category, or `all`; without filters, what is worth a message to most. */
export const takesEvent = (events: readonly string[] | undefined, { type, data }: NotificationEvent): boolean => {
  if (events !== undefined) return events.includes('all') || events.includes(type) || events.includes(categoryOf(type))
  // Most scans find nothing; the first of a library stands for all that it found.
  if (type === 'scan.done') return readEventData(data).first === true
  return eventTypeRule(type)?.byDefault ?? false
}
