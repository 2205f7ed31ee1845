import type { EventData } from '../events/event-data.ts'
import { itemLines, type EventItem, type Words } from './words.ts'

const nouns: Readonly<Record<string, readonly [one: string, many: string]>> = {
  movie: ['Film', 'films'],
  series: ['Series', 'series'],
  episode: ['Episode', 'episodes'],
}

/** News of films, series and episodes; any other type in its own words. */
export const describeMedia = (type: string, data: EventData): Words => {
  const [category = '', deed = ''] = type.split('.')
  const noun = nouns[category]
  const { items = [], count = items.length, library, series, season } = data
  const [first] = items
  if (noun === undefined || first === undefined)
    return { title: type, lines: data.reason === undefined ? [] : [data.reason], level: 'info' }
  const level = deed === 'deleted' ? 'warning' : deed === 'updated' ? 'info' : 'success'
  const place = library === undefined ? [] : [`Library: ${library.name}`]
  if (series !== undefined && season !== undefined) {
    const line = (item: EventItem): string => `${season}x${String(item.number ?? 0).padStart(2, '0')} ${item.title}`
    if (count === 1) return { title: `Episode ${deed}: ${series.title} ${line(first)}`, lines: place, level }
    return { title: `${series.title}, season ${season}: ${count} episodes ${deed}`, lines: [...itemLines(data, line), ...place], level }
  }
  const [one, many] = noun
  if (count === 1) return { title: `${one} ${deed}: ${withYear(first)}`, lines: place, level }
  return { title: `${count.toLocaleString('en')} ${many} ${deed}`, lines: [...itemLines(data, withYear), ...place], level }
}

const withYear = ({ title, year }: EventItem): string => (year === undefined ? title : `${title} (${year})`)
