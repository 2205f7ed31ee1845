import { createId } from '@backlot/jobs'
import {
  enrichItems,
  writeArtwork,
  writeExternalIds,
  writeGenres,
  writeSeries,
  writeTitles,
  type KnownItem,
  type SeriesToWrite,
} from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import { mergeSeries, type SeriesFields } from '@backlot/metadata'
import type { Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import { titlesOf } from '../radarr/write-movies-of.ts'
import { seriesFieldsOf } from './series-fields-of.ts'
import type { SonarrItem } from './sonarr-item.ts'

const source = 'sonarr'

/** Makes the series that are new, and adds to the others what a Sonarr knows and no better source does. Gives the id of each, in the order given. */
export const writeSeriesOf = async (
  tx: Kysely<ArrDatabase>,
  all: readonly { item: SonarrItem; known: KnownItem | undefined }[],
): Promise<string[]> => {
  const withIds = all.map(({ item, known }) => ({ id: known?.id ?? createId(), item, known, fields: seriesFieldsOf(item.series) }))
  await writeSeries(
    tx,
    withIds.flatMap(({ id, item, known, fields }) => (known === undefined ? [newSeries(id, item, fields)] : [])),
  )
  const distinct = new Map(withIds.filter(({ known }) => known !== undefined).map((one) => [one.id, one]))
  await enrich(tx, [...distinct.values()])
  return withIds.map(({ id }) => id)
}

const newSeries = (id: string, item: SonarrItem, fields: SeriesFields): SeriesToWrite => ({
  id,
  replaces: false,
  title: item.title,
  sortTitle: normalizeTitle(item.title),
  year: fields.year,
  overview: fields.plot,
  runtimeMinutes: fields.runtimeMinutes,
  certification: fields.certification,
  status: fields.status,
  firstAired: fields.firstAired,
  lastAired: fields.lastAired,
  ratings: fields.ratings ?? [],
  countries: [],
  studios: [],
  networks: fields.networks ?? [],
  tags: [],
  knownFrom: 'provider',
  lockedFields: [],
  provenance: mergeSeries([{ source, fields }]).provenance,
  titles: titlesOf(item),
  externalIds: item.ids,
  genres: fields.genres,
  credits: [],
  artwork: { remote: { source, pictures: fields.artwork ?? [] } },
})

const enrich = async (tx: Kysely<ArrDatabase>, all: readonly { id: string; item: SonarrItem; fields: SeriesFields }[]): Promise<void> => {
  if (all.length === 0) return
  const genres = await enrichItems(
    tx,
    'series',
    source,
    all.map(({ id, item, fields }) => ({ ...fields, id, title: item.title, sortTitle: normalizeTitle(item.title) })),
  )
  await writeTitles(
    tx,
    all.map(({ id, item }) => ({ id, replaces: false, titles: titlesOf(item) })),
  )
  await writeExternalIds(
    tx,
    'series',
    all.map(({ id, item }) => ({ id, externalIds: item.ids })),
  )
  await writeGenres(
    tx,
    all.flatMap(({ id, fields }) => (genres.has(id) ? [{ id, replaces: true, genres: fields.genres }] : [])),
  )
  await writeArtwork(
    tx,
    all.map(({ id, fields }) => ({ id, replaces: true, artwork: { remote: { source, pictures: fields.artwork ?? [] } } })),
  )
}
