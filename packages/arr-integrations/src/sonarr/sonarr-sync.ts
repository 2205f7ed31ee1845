import { episodeAvailable, seriesAdded, seriesAvailable } from '@backlot/notifications/args'
import { mapBounded } from '@backlot/library'
import type { SonarrClient } from '../client/create-arr-client.ts'
import { sonarrSeries, type SonarrEpisode, type SonarrSeries } from '../client/sonarr-series.ts'
import type { StoredFiles } from '../files/store-files.ts'
import type { ChangedItems } from '../ports.ts'
import type { ArrSync } from '../sync/arr-sync.ts'
import type { SyncRun } from '../sync/sync-context.ts'
import type { News, WrittenItem } from '../sync/write-page.ts'
import { sonarrItem, type SonarrItem } from './sonarr-item.ts'
import { writeEpisodesOf, type WrittenEpisodes } from './write-episodes-of.ts'
import { writeSeriesOf } from './write-series-of.ts'

/** How many series are asked for their episodes at a time. */
const seriesAtATime = 4

/** Of a series whose server does not say how many episodes it has. */
const supposedEpisodes = 100

/** What syncing with a Sonarr consists of: its episodes, with their files, are asked for series by series. */
export const sonarrSync = (client: SonarrClient, changed: ChangedItems): ArrSync<SonarrSeries, SonarrItem> => ({
  client,
  type: 'series',
  schema: sonarrSeries,
  changed,
  // Writing a page waits for whoever else writes series, such as the jobs that read new files: few pages, of bounded memory.
  pageSize: 50,
  weight: { of: ({ statistics }) => statistics?.totalEpisodeCount ?? statistics?.episodeCount ?? supposedEpisodes, ofPage: 2_000 },
  list: (signal) => client.allSeries({ signal }),
  one: async (id, signal) => await client.series(id, { signal }),
  touched: ({ seriesId }) => seriesId,
  itemsOf: async (all, names, run) =>
    await mapBounded(all, { limit: seriesAtATime, signal: run.signal }, async (series) =>
      sonarrItem(series, await episodesOf(client, series, run), { names, salt: run.salt }),
    ),
  writeItems: async (tx, items) =>
    await writeSeriesOf(
      tx,
      items.map(({ seen: { item }, known }) => ({ item, known })),
    ),
  afterFiles: async (tx, items, files) => newsOfEpisodes(items, files, await writeEpisodesOf(tx, items, files)),
  newsOf: ({ added, available, news }, at) => [
    ...(added.length > 0 ? [seriesAdded({ items: added, at })] : []),
    ...(available.length > 0 ? [seriesAvailable({ items: available, at })] : []),
    ...news.map((event) => event(at)),
  ],
})

const episodesOf = async (client: SonarrClient, series: SonarrSeries, { signal, log }: SyncRun): Promise<SonarrEpisode[]> => {
  const episodes: SonarrEpisode[] = []
  for await (const row of client.episodes(series.id, { signal })) {
    if (row.ok) episodes.push(row.value)
    else log.warn(`An episode of ${series.title}, ${row.what}, cannot be read and is left out: ${row.why}`)
  }
  return episodes
}

/** Episodes that have their first file now, season by season; an upgrade is no news. */
const newsOfEpisodes = (items: readonly WrittenItem<SonarrItem>[], files: StoredFiles, { ids, before }: WrittenEpisodes): News[] =>
  items
    .filter(({ isNew }) => !isNew)
    .flatMap(({ item, itemId }) => {
      const available = item.episodes.flatMap(({ id, seasonNumber, episodeNumber: number, title, episodeFile }) => {
        const episodeId = ids.get(id) ?? ''
        return files.assigned.has(episodeFile?.id ?? 0) && !before.has(episodeId) ? [{ id: episodeId, number, title, seasonNumber }] : []
      })
      return [...Map.groupBy(available, ({ seasonNumber }) => seasonNumber)].map(
        ([season, episodes]): News =>
          (at) =>
            episodeAvailable({
              series: { id: itemId, title: item.title },
              season,
              episodes: episodes.map(({ id, number, title }) => ({ id, number, ...(title !== undefined && { title }) })),
              at,
            }),
      )
    })
