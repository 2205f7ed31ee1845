import {
  episodeAdded,
  episodeAvailable,
  episodeUpdated,
  movieAdded,
  movieAvailable,
  movieUpdated,
  sendNotification,
  seriesAdded,
  seriesAvailable,
  type MediaItem,
  type NotificationEvent,
} from '@backlot/notifications/args'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanRun } from '../scan/scan-run.ts'

/** What files came to: something new, something known that can be played now, or another file of it. */
type Deed = 'added' | 'available' | 'updated'

interface ArrivedItem extends MediaItem {
  deed: Deed
}

interface ArrivedSeries extends MediaItem {
  deed: Exclude<Deed, 'updated'>
}

interface ArrivedEpisode {
  id: string
  number: number
  title: string | null
  season: number
  seriesId: string
  seriesTitle: string
  deed: Deed
}

/** Tells of the films, series and episodes whose files a scan found new, back or changed: an event for each kind of news, one for each season. */
export const tellOfArrivals = async (tx: Kysely<LibraryDatabase>, run: ScanRun): Promise<void> => {
  const at = new Date(run.clock.now())
  const library = { id: run.libraryId, name: run.libraryName }
  const movies = Map.groupBy(await arrivedMovies(tx, run.id), ({ deed }) => deed)
  const series = Map.groupBy(await arrivedSeries(tx, run.id), ({ deed }) => deed)
  const seasons = Map.groupBy(await arrivedEpisodes(tx, run.id), ({ seriesId, season, deed }) => `${deed} ${seriesId} ${season}`)
  const events: NotificationEvent[] = [
    ...[...movies].map(([deed, items]) => movieEvents[deed]({ items, library, at })),
    ...[...series].map(([deed, items]) => seriesEvents[deed]({ items, library, at })),
    ...[...seasons.values()].flatMap((episodes) => {
      const [first] = episodes
      if (first === undefined) return []
      const named = episodes.map(({ id, number, title }) => ({ id, number, title: title ?? undefined }))
      const { seriesId, seriesTitle, season, deed } = first
      return [episodeEvents[deed]({ series: { id: seriesId, title: seriesTitle }, season, episodes: named, library, at })]
    }),
  ]
  for (const event of events) await run.insert(sendNotification({ event }), { tx })
}

const movieEvents = { added: movieAdded, available: movieAvailable, updated: movieUpdated } as const
const seriesEvents = { added: seriesAdded, available: seriesAvailable } as const
const episodeEvents = { added: episodeAdded, available: episodeAvailable, updated: episodeUpdated } as const

/** The feature files that a scan found new, back or changed; `came`: it was not there before. */
const arrivedFiles = (scanId: string) => sql`
  arrived as (
    select f.id, f.item_id, e.kind <> 'changed' as came
    from backlot.scan_entries e
    join backlot.files f on f.root_id = e.root_id and f.folder = e.folder and f.name = e.name
    where e.scan_id = ${scanId} and e.kind in ('new', 'returned', 'changed') and f.role <> 'extra' and f.missing_since is null
  ), scan as (select started_at from backlot.scans where id = ${scanId})`

const arrivedMovies = async (tx: Kysely<LibraryDatabase>, scanId: string): Promise<ArrivedItem[]> => {
  const { rows } = await sql<Omit<ArrivedItem, 'year'> & { year: number | null }>`
    with ${arrivedFiles(scanId)}
    select m.id, m.title, m.year, case
        when m.created_at >= scan.started_at then 'added'
        when exists (
          select from backlot.files o where o.item_id = m.id and o.role <> 'extra' and o.missing_since is null
            and o.id not in (select id from arrived where came)
        ) then 'updated'
        else 'available'
      end as deed
    from backlot.movies m, scan
    where m.id in (select item_id from arrived)
    order by m.sort_title, m.id`.execute(tx)
  return rows.map(({ year, ...movie }) => (year === null ? movie : { ...movie, year }))
}

/** Those that are new, and those that had no episode to be played until now. */
const arrivedSeries = async (tx: Kysely<LibraryDatabase>, scanId: string): Promise<ArrivedSeries[]> => {
  const { rows } = await sql<Omit<ArrivedSeries, 'year'> & { year: number | null }>`
    with ${arrivedFiles(scanId)}
    select s.id, s.title, s.year, case when s.created_at >= scan.started_at then 'added' else 'available' end as deed
    from backlot.series s, scan
    where s.id in (select item_id from arrived) and (
      s.created_at >= scan.started_at or not exists (
        select from backlot.files o where o.item_id = s.id and o.role <> 'extra' and o.missing_since is null
          and o.id not in (select id from arrived where came)
      )
    )
    order by s.sort_title, s.id`.execute(tx)
  return rows.map(({ year, ...series }) => (year === null ? series : { ...series, year }))
}

/** Not those of a series that is new itself. */
const arrivedEpisodes = async (tx: Kysely<LibraryDatabase>, scanId: string): Promise<ArrivedEpisode[]> => {
  const { rows } = await sql<ArrivedEpisode>`
    with ${arrivedFiles(scanId)}
    select e.id, coalesce(e.number, e.absolute_number, 0) as number, e.title, coalesce(e.season_number, 0) as season,
      s.id as "seriesId", s.title as "seriesTitle", case
        when e.created_at >= scan.started_at then 'added'
        when exists (
          select from backlot.episode_files o join backlot.files f on f.id = o.file_id
          where o.episode_id = e.id and f.missing_since is null and f.id not in (select id from arrived where came)
        ) then 'updated'
        else 'available'
      end as deed
    from backlot.episodes e join backlot.series s on s.id = e.series_id, scan
    where s.created_at < scan.started_at
      and e.id in (select ef.episode_id from backlot.episode_files ef join arrived on arrived.id = ef.file_id)
    order by s.sort_title, s.id, season, number, e.id`.execute(tx)
  return rows
}
