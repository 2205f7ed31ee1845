import type { NotificationEvent } from '@backlot/jobs/args'
import { readEventData } from '../events/event-data.ts'

/** What events must have in common to be told as one: their type, and what it is about. */
export const digestKey = ({ type, data }: NotificationEvent): string => {
  const { library, series, season, kind, user } = readEventData(data)
  const about = series === undefined ? [library?.id, kind, user] : [series.id, season]
  return [type, ...about.filter((part) => part !== undefined)].join(':')
}
