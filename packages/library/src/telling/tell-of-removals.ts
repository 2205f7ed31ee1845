import {
  episodeDeleted,
  movieDeleted,
  sendNotification,
  seriesDeleted,
  type MediaItem,
  type NotificationEvent,
} from '@backlot/notifications/args'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanRun } from '../scan/scan-run.ts'

interface NamedItem extends MediaItem {
  type: 'movie' | 'series'
}

interface NamedEpisode {
  id: string
  number: number
  title: string | null
  season: number
  seriesId: string
  seriesTitle: string
}

/** What lost files, and what that may remove. */
export interface Removal {
  itemIds: readonly string[]
  episodeIds: readonly string[]
  remove: () => Promise<void>
}

/**
 * Runs what may remove films and series with their last files, and tells of those that are gone, in the same transaction; of a
 * series that stays, of the episodes that have no file any more, season by season.
 */
export const tellOfRemovals = async (
  tx: Kysely<LibraryDatabase>,
  run: Pick<ScanRun, 'libraryId' | 'libraryName' | 'clock' | 'dryRun' | 'insert'>,
  { itemIds, episodeIds, remove }: Removal,
): Promise<void> => {
  const tells = !run.dryRun && itemIds.length > 0
  const items = tells ? await namesOf(tx, itemIds) : []
  const episodes = tells && episodeIds.length > 0 ? await episodesOf(tx, episodeIds) : []
  await remove()
  const left = await whatIsLeft(tx, { items, episodes })
  const news = { library: { id: run.libraryId, name: run.libraryName }, at: new Date(run.clock.now()) }
  const gone = Map.groupBy(
    items.filter(({ id }) => !left.has(id)),
    ({ type }) => type,
  )
  const seasons = Map.groupBy(
    episodes.filter(({ id, seriesId }) => left.has(seriesId) && !left.has(id)),
    ({ seriesId, season }) => `${seriesId} ${season}`,
  )
  const events: NotificationEvent[] = [
    ...[...gone].map(([type, of]) => (type === 'movie' ? movieDeleted({ items: of, ...news }) : seriesDeleted({ items: of, ...news }))),
    ...[...seasons.values()].flatMap((of) => {
      const [first] = of
      if (first === undefined) return []
      const named = of.map(({ id, number, title }) => ({ id, number, title: title ?? undefined }))
      return [episodeDeleted({ series: { id: first.seriesId, title: first.seriesTitle }, season: first.season, episodes: named, ...news })]
    }),
  ]
  for (const event of events) await run.insert(sendNotification({ event }), { tx })
}

const namesOf = async (tx: Kysely<LibraryDatabase>, itemIds: readonly string[]): Promise<NamedItem[]> => {
  const { rows } = await sql<{ id: string; type: NamedItem['type']; title: string; year: number | null }>`
    select id, 'movie' as type, title, year from backlot.movies where id = any(${itemIds}::uuid[])
    union all select id, 'series', title, year from backlot.series where id = any(${itemIds}::uuid[])
    order by title, id`.execute(tx)
  return rows.map(({ year, ...item }) => (year === null ? item : { ...item, year }))
}

const episodesOf = async (tx: Kysely<LibraryDatabase>, episodeIds: readonly string[]): Promise<NamedEpisode[]> => {
  const { rows } = await sql<NamedEpisode>`
    select e.id, coalesce(e.number, e.absolute_number, 0) as number, e.title, coalesce(e.season_number, 0) as season,
      s.id as "seriesId", s.title as "seriesTitle"
    from backlot.episodes e join backlot.series s on s.id = e.series_id
    where e.id = any(${episodeIds}::uuid[])
    order by s.sort_title, s.id, season, number, e.id`.execute(tx)
  return rows
}

/** The ids of items that are there, and of episodes that have a file; one that a provider knows stays without one. */
const whatIsLeft = async (
  tx: Kysely<LibraryDatabase>,
  { items, episodes }: { items: readonly NamedItem[]; episodes: readonly NamedEpisode[] },
): Promise<Set<string>> => {
  if (items.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from backlot.items where id = any(${items.map(({ id }) => id)}::uuid[])
    union all select distinct episode_id from backlot.episode_files where episode_id = any(${episodes.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}
