import type { NotificationEvent } from '@backlot/jobs/args'
import { mostItems } from './event-data.ts'
import type { EventType } from './event-types.ts'
import { makeEvent } from './make-event.ts'

/** A film or a series that there is news of. */
export interface MediaItem {
  id: string
  title: string
  year?: number | undefined
}

/** A library, as events name it. */
export interface EventLibrary {
  id: string
  name: string
}

/** News of films or series: all of one batch in one event. */
export interface MediaNews {
  /** One at least. */
  items: readonly MediaItem[]
  library?: EventLibrary | undefined
  at: Date
}

/** An episode that there is news of. */
export interface EpisodeItem {
  id: string
  /** In its season. */
  number: number
  title?: string | undefined
}

/** News of episodes of one season. */
export interface EpisodeNews {
  series: { id: string; title: string }
  season: number
  /** One at least. */
  episodes: readonly EpisodeItem[]
  library?: EventLibrary | undefined
  at: Date
}

/** What happens once to an item has an id without its time; what may happen again has one with it. */
const happensOnce = (type: EventType): boolean => type.endsWith('.added')

const onceFor = (type: EventType, ids: readonly string[], at: Date): (string | number)[] => [
  // Sorted, so that the same batch in another order is the same news. The first and how many stand for all.
  ids.toSorted()[0] ?? '',
  ...(ids.length > 1 ? [ids.length] : []),
  ...(happensOnce(type) ? [] : [at.getTime()]),
]

const mediaEvent =
  (type: EventType) =>
  ({ items, library, at }: MediaNews): NotificationEvent => {
    const ids = items.map(({ id }) => id)
    const named = items.slice(0, mostItems).map(({ id, title, year }) => ({ id, title, year }))
    return makeEvent(type, {
      once: onceFor(type, ids, at),
      at,
      targetId: ids.length === 1 ? ids[0] : undefined,
      data: { items: named, count: items.length, library },
    })
  }

const episodeEvent =
  (type: EventType) =>
  ({ series, season, episodes, library, at }: EpisodeNews): NotificationEvent => {
    const ids = episodes.map(({ id }) => id)
    const named = episodes.slice(0, mostItems).map(({ id, number, title }) => ({ id, number, title: title ?? `Episode ${number}` }))
    return makeEvent(type, {
      once: onceFor(type, ids, at),
      at,
      targetId: ids.length === 1 ? ids[0] : series.id,
      data: { items: named, count: episodes.length, library, series, season },
    })
  }

/** Films came into the library. Not for each film of a library's first scan: its `scanDone` says how many. */
export const movieAdded = mediaEvent('movie.added')
/** Films that were known can be played now. */
export const movieAvailable = mediaEvent('movie.available')
/** The facts or the files of films changed. */
export const movieUpdated = mediaEvent('movie.updated')
/** Films left the library. */
export const movieDeleted = mediaEvent('movie.deleted')

/** Series came into the library. Not for each series of a library's first scan: its `scanDone` says how many. */
export const seriesAdded = mediaEvent('series.added')
/** Series that were known have their first episode. */
export const seriesAvailable = mediaEvent('series.available')
/** The facts of series changed. */
export const seriesUpdated = mediaEvent('series.updated')
/** Series left the library. */
export const seriesDeleted = mediaEvent('series.deleted')

/** Episodes of a season came into the library; those of five minutes are told as one. */
export const episodeAdded = episodeEvent('episode.added')
/** Episodes of a season that were known can be played now; those of five minutes are told as one. */
export const episodeAvailable = episodeEvent('episode.available')
/** The facts or the files of episodes of a season changed. */
export const episodeUpdated = episodeEvent('episode.updated')
/** Episodes of a season left the library. */
export const episodeDeleted = episodeEvent('episode.deleted')
