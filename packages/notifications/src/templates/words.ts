import type { EventData } from '../events/event-data.ts'
import type { MessageLevel } from './message.ts'

/** What a template makes of the data of an event. */
export interface Words {
  title: string
  lines: readonly string[]
  level: MessageLevel
}

const mostLines = 10

/** The items, each in a line; what is not named is counted. */
export const itemLines = (
  { items = [], count = items.length }: EventData,
  line: (item: EventItem) => string = ({ title }) => title,
): string[] => {
  const named = items.slice(0, mostLines)
  const more = count - named.length
  return [...named.map(line), ...(more > 0 ? [`… and ${more.toLocaleString('en')} more`] : [])]
}

/** An item of an event. */
export type EventItem = NonNullable<EventData['items']>[number]
