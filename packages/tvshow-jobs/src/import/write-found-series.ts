import { createId } from '@backlot/jobs'
import {
  createItemBook,
  findKnownItems,
  holdingPeople,
  lockItems,
  removeEpisodesWithoutFiles,
  removeItemsWithoutFiles,
  storedSeries,
  writeArtwork,
  writeFiles,
  writeSeries,
  type FileMatch,
  type ItemBook,
  type ItemChange,
  type KnownItem,
} from '@backlot/catalog'
import type { LibraryDatabase } from '@backlot/library'
import { normalizeTitle } from '@backlot/media-names'
import type { Kysely } from 'kysely'
import { cluesOf, identifySeries, type Identity } from '../match/identify-series.ts'
import { filesOf, isByHand, type DecidedSeries } from './decided-series.ts'
import { toldPeople } from '../refresh/told-people.ts'
import { fileRows } from './file-rows.ts'
import type { FoundSeries } from './found-series.ts'
import { seriesToWrite } from './series-to-write.ts'
import { writeFoundEpisodes } from './write-found-episodes.ts'

export interface WriteSeriesOptions {
  libraryId: string
  /** Match anew what a scan had matched. */
  forceRematch?: boolean | undefined
  /** Make series that are not known yet; default true. */
  autoCreate?: boolean | undefined
  /** Which series all of it is, whatever names and ids say, locked already; ids of one that is not stored match nothing. */
  seriesId?: string | undefined
}

/** What was written: items to make searchable, and what is gone. */
export interface WrittenSeries extends ItemChange {
  seasonIds: readonly string[]
  /** Series and episodes whose credits were written. */
  creditedIds: readonly string[]
  /** Series whose title is another now, so that all that they have is found by another name. */
  renamed: readonly string[]
  /** What was found and not recognised. */
  unknown: readonly FoundSeries[]
}

/**
 * Writes found series: matches them, makes those that are new, and stores metadata, seasons, episodes and files. A fixed
 * number of statements however many files, in the caller's transaction.
 */
export const writeFoundSeries = async (
  tx: Kysely<LibraryDatabase>,
  series: readonly FoundSeries[],
  options: WriteSeriesOptions,
): Promise<WrittenSeries> => {
  if (options.seriesId === undefined) await lockItems(tx, 'series')
  const book = createItemBook(await findKnownItems(tx, cluesOfAll(series, options.seriesId)))
  const decided = series.map((found) => decide(found, book, options))
  const told = series.flatMap(peopleOf)
  const write = async () => await writeDecided(tx, decided, options)
  if (told.length === 0) return await write()
  return await holdingPeople(tx, told, write)
}

/** Whom NFOs credit. */
const peopleOf = ({ nfo, files }: FoundSeries) =>
  [nfo, ...files.flatMap(({ episodes }) => episodes.map((episode) => episode.nfo))].flatMap((one) =>
    one === undefined ? [] : toldPeople(one),
  )

const writeDecided = async (
  tx: Kysely<LibraryDatabase>,
  decided: readonly DecidedSeries[],
  { libraryId }: WriteSeriesOptions,
): Promise<WrittenSeries> => {
  const series = decided.map(({ found }) => found)
  const renamed = await writeMetadata(tx, decided)
  const known = decided.flatMap(({ found, identity }) => (identity.is === 'known' ? [{ ...found, seriesId: identity.series.id }] : []))
  const episodes = await writeFoundEpisodes(tx, known)
  const files = decided.flatMap((decision) => fileRows(decision, episodes.of))
  await writeFiles(tx, libraryId, files)
  await episodes.merge()

  const after = new Set(files.flatMap(({ itemId }) => itemId ?? []))
  const before = [...new Set(series.flatMap((found) => filesOf(found).flatMap(({ known }) => known?.itemId ?? [])))]
  // What lost its last file to another series or episode was never one of its own.
  const gone = before.length === 0 ? [] : await removeEpisodesWithoutFiles(tx, before)
  const removed = [
    ...gone,
    ...(await removeItemsWithoutFiles(
      tx,
      before.filter((id) => !after.has(id)),
    )),
  ]
  const written = decided.flatMap(({ identity, rewrite }) => (rewrite && identity.is === 'known' ? identity.series.id : []))
  return {
    itemIds: [...new Set([...before, ...after, ...written])],
    seasonIds: episodes.seasonIds,
    episodeIds: episodes.episodeIds,
    creditedIds: [...written, ...episodes.creditedIds],
    removed,
    renamed,
    unknown: decided.flatMap(({ found, identity }) => (identity.is === 'unknown' ? found : [])),
  }
}

const cluesOfAll = (series: readonly FoundSeries[], seriesId: string | undefined) => {
  if (seriesId !== undefined) return { type: 'series' as const, itemIds: [seriesId], titles: [], externalIds: [] }
  const clues = series.map(cluesOf)
  const titles = clues.flatMap(({ nfo, name }) => [nfo?.title ?? '', name.title].filter((title) => title !== '').map(normalizeTitle))
  return {
    type: 'series' as const,
    itemIds: [
      ...new Set(series.flatMap((found) => [found.beside ?? '', ...filesOf(found).map(({ known }) => known?.itemId ?? '')])),
    ].filter((id) => id !== ''),
    titles: [...new Set(titles)],
    externalIds: [...clues.flatMap(({ ids }) => ids), ...series.flatMap(({ online }) => online?.id ?? [])],
  }
}

const decide = (found: FoundSeries, book: ItemBook, options: WriteSeriesOptions): DecidedSeries => {
  const { forceRematch = false, autoCreate = true, seriesId } = options
  const identity = seriesId === undefined ? identifySeries(found, book, forceRematch) : asTold(found, book.byId(seriesId))
  if (identity.is === 'unknown') return { found, identity, rewrite: false }
  if (identity.is === 'known') return { found, identity, rewrite: found.nfo !== undefined && speaksOf(found, identity.series) }
  if (!autoCreate || found.files.every(({ episodes }) => episodes.length === 0))
    return { found, identity: { is: 'unknown' }, rewrite: false }
  // Files of the same series later in this batch find it in the book.
  const { ids, name } = cluesOf(found)
  const titles = [identity.title, name.title, found.nfo?.originalTitle ?? ''].filter((title) => title !== '').map(normalizeTitle)
  const series: KnownItem = {
    id: createId(),
    title: identity.title,
    year: identity.year ?? null,
    knownFrom: found.nfo === undefined ? 'name' : 'nfo',
    titles,
    externalIds: [...ids, ...(found.online === undefined ? [] : [found.online.id])],
    lockedFields: [],
    provenance: {},
  }
  book.add(series)
  return { found, identity: { is: 'known', series, match: identity.match }, rewrite: true }
}

/** The NFO beside files that a person matched may be of what they were thought to be before. */
const speaksOf = ({ files, nfo }: FoundSeries, { titles }: KnownItem): boolean => {
  const byHand = files.length > 0 && files.every(({ file }) => isByHand(file))
  return !byHand || nfo?.title === undefined || titles.includes(normalizeTitle(nfo.title))
}

/** A series that is read again, or that turned out to be another: what matched its files to it stays, where they stay with it. */
const asTold = (found: FoundSeries, series: KnownItem | undefined): Identity => {
  if (series === undefined) return { is: 'unknown' }
  const own = found.files.find(({ file }) => file.known?.itemId === series.id)?.file.known?.match
  const match: FileMatch = own?.by === 'scan' ? own : { confidence: 0.9, why: 'the same series at a provider', by: 'scan' }
  return { is: 'known', series, match }
}

const writeMetadata = async (tx: Kysely<LibraryDatabase>, decided: readonly DecidedSeries[]): Promise<string[]> => {
  // Of several groups of one series, one with an NFO tells most.
  const best = new Map<string, { found: FoundSeries; series: KnownItem }>()
  const others: { id: string; replaces: true; artwork: ReturnType<typeof artworkOf> }[] = []
  for (const { found, identity, rewrite } of decided) {
    if (identity.is !== 'known') continue
    const { series } = identity
    const earlier = best.get(series.id)
    if (rewrite && (earlier === undefined || (earlier.found.nfo === undefined && found.nfo !== undefined)))
      best.set(series.id, { found, series })
    else if (found.artwork !== undefined) others.push({ id: series.id, replaces: true, artwork: artworkOf(found) })
  }
  const existing = [...best.values()].filter(({ series }) => Object.keys(series.provenance).length > 0).map(({ series }) => series.id)
  const stored = new Map((existing.length === 0 ? [] : await storedSeries(tx, existing)).map((fields) => [fields.id, fields]))
  const series = [...best.values()].map(({ found, series: { id, knownFrom } }) =>
    seriesToWrite({
      id,
      name: { title: found.title, titleAlts: found.titleAlts, year: found.year, ids: idsOf(found) },
      nfo: found.nfo,
      nfoSight: found.nfo === undefined ? 'unseen' : 'read',
      stored: stored.get(id),
      knownFrom: knownFrom === 'provider' || found.nfo === undefined ? knownFrom : 'nfo',
      artwork: artworkOf(found),
    }),
  )
  await writeSeries(tx, series)
  await writeArtwork(tx, others)
  return series.flatMap(({ id, title }) => (stored.get(id)?.title === undefined || stored.get(id)?.title === title ? [] : id))
}

const idsOf = ({ ids, online }: FoundSeries): Record<string, string> => ({
  ...ids,
  ...(online !== undefined && { [online.id.provider]: online.id.value }),
})

const artworkOf = ({ rootId, itemFolder, artwork }: FoundSeries) =>
  artwork === undefined ? {} : { local: { rootId, folder: itemFolder, pictures: artwork } }
