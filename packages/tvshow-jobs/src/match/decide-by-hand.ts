import {
  chosenFileRows,
  findKnownItems,
  inTransaction,
  lockItems,
  matchByHand,
  nameOfCandidate,
  removeWithoutFiles,
  storedSeries,
  writeEpisodeFiles,
  writeSeries,
  type CatalogDatabase,
  type ChosenFile,
  type EpisodeNumbers,
  type ExternalId,
  type FileChoice,
} from '@backlot/catalog'
import { createId, type Insert, PermanentError } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import { refreshTVShow } from '@backlot/metadata-args'
import { normalizeTitle } from '@backlot/media-names'
import type { Kysely } from 'kysely'
import { indexSeries } from '../import/index-series.ts'
import { seriesToWrite } from '../import/series-to-write.ts'
import { writeFoundEpisodes } from '../import/write-found-episodes.ts'
import type { TVShowPorts } from '../ports.ts'
import { foundByHand } from './found-by-hand.ts'

/** Which series a person means: one that is known, or one by title and year or by a provider's id, made when there is none. */
export type SeriesChoice = { seriesId: string } | { title: string; year?: number } | { externalId: ExternalId }

/** Which episodes a person means, where the names of the files do not say it. */
export interface EpisodesChoice {
  /** Of all the files; numbers that run through all seasons count in it. */
  season?: number | undefined
  /** All of them in one file; or one in each of as many files, in the order of their names. */
  episodes?: readonly number[] | undefined
}

/** What matching by hand needs. */
export type ByHandPorts = Pick<TVShowPorts, 'db' | 'search'> & { insert: Insert }

/** What a choice by hand came to. */
export interface MatchedByHand {
  seriesId: string
  /** How many files have episodes now. */
  files: number
  /** How many stay as they are: nothing says which episodes they hold. */
  undecided: number
}

/**
 * Says of which series files are (or all of a folder at once), and so which episodes they hold; no scan changes that.
 * A series that is named by a provider's id gets a refresh, in the same transaction, which asks for the rest. Undefined: there is no series of that id.
 */
export const matchSeriesByHand = async (
  ports: ByHandPorts,
  files: FileChoice,
  { series, episodes = {} }: { series: SeriesChoice; episodes?: EpisodesChoice },
): Promise<MatchedByHand | undefined> =>
  await inTransaction(ports.db, async (tx) => {
    await lockItems(tx, 'series')
    const seriesId = await chosenSeries(tx, files, series)
    if (seriesId === undefined) return undefined
    const chosen = numbered(await chosenFileRows(tx, files), episodes)
    const decided = chosen.filter(({ numbers }) => numbers.length > 0)
    const { byFile, ...written } = await episodesOf(tx, seriesId, decided)
    await take(tx, ports, { seriesId, byFile, ...written })
    if ('externalId' in series && byFile.size > 0) await ports.insert(refreshTVShow({ seriesId }), { tx, unique: { while: 'queued' } })
    return { seriesId, files: byFile.size, undecided: chosen.length - byFile.size }
  })

/** Says which known episodes one file holds. They are of one series; else it is a PermanentError. */
export const matchEpisodesByHand = async (ports: ByHandPorts, fileId: string, episodeIds: readonly string[]): Promise<void> =>
  await inTransaction(ports.db, async (tx) => {
    await lockItems(tx, 'series')
    const rows = await tx
      .selectFrom('backlot.episodes')
      .select(['id', 'series_id'])
      .where('id', 'in', [...episodeIds])
      .execute()
    const missing = episodeIds.find((id) => rows.every((row) => row.id !== id))
    if (missing !== undefined) throw new PermanentError(`There is no episode ${missing}`)
    const [seriesId, another] = [...new Set(rows.map((row) => row.series_id))]
    if (seriesId === undefined || another !== undefined) throw new PermanentError('The episodes of one file are of one series')
    await take(tx, ports, { seriesId, byFile: new Map([[fileId, [...episodeIds]]]), seasonIds: [] })
  })

const take = async (
  tx: Kysely<LibraryDatabase>,
  ports: ByHandPorts,
  { seriesId, byFile, seasonIds }: { seriesId: string; byFile: ReadonlyMap<string, string[]>; seasonIds: readonly string[] },
): Promise<void> => {
  const changed = await matchByHand(tx, { fileIds: [...byFile.keys()] }, seriesId)
  await writeEpisodeFiles(
    tx,
    [...byFile].map(([fileId, episodeIds]) => ({ fileId, episodeIds })),
  )
  const removed = await removeWithoutFiles(tx, [...changed.itemIds, seriesId])
  const episodeIds = [...new Set([...changed.episodeIds, ...[...byFile.values()].flat()])]
  await indexSeries(tx, ports, { seriesIds: [...new Set([...changed.itemIds, seriesId])], seasonIds, episodeIds, removed })
}

const chosenSeries = async (tx: Kysely<LibraryDatabase>, files: FileChoice, choice: SeriesChoice): Promise<string | undefined> => {
  if ('seriesId' in choice) return (await storedSeries(tx, [choice.seriesId]))[0]?.id
  if ('externalId' in choice) {
    const { externalId } = choice
    const [owner] = await findKnownItems(tx, { type: 'series', itemIds: [], titles: [], externalIds: [externalId] })
    if (owner !== undefined) return owner.id
    const name = await nameOfCandidate(tx, files, externalId)
    return name && (await makeSeries(tx, { ...name, ids: { [externalId.provider]: externalId.value } }))
  }
  const known = await findKnownItems(tx, { type: 'series', itemIds: [], titles: [normalizeTitle(choice.title)], externalIds: [] })
  const same =
    known.find(({ year }) => year === (choice.year ?? null)) ?? (choice.year === undefined && known.length === 1 ? known[0] : undefined)
  if (same !== undefined) return same.id
  return await makeSeries(tx, { title: choice.title.trim(), year: choice.year, ids: {} })
}

const makeSeries = async (
  tx: Kysely<LibraryDatabase>,
  known: { title: string; year: number | undefined; ids: Record<string, string> },
): Promise<string> => {
  const id = createId()
  const name = { ...known, titleAlts: [] }
  await writeSeries(tx, [
    seriesToWrite({ id, name, nfo: undefined, nfoSight: 'unseen', stored: undefined, knownFrom: 'name', artwork: {} }),
  ])
  return id
}

type NumberedFile = ChosenFile & { numbers: EpisodeNumbers[] }

const numbered = (files: readonly ChosenFile[], { season, episodes }: EpisodesChoice): NumberedFile[] => {
  const given = episodes?.map((number): EpisodeNumbers => ({ season: season ?? 1, number }))
  if (given !== undefined && files.length === 1) return files.map((file) => ({ ...file, numbers: given }))
  if (given !== undefined && given.length !== files.length)
    throw new PermanentError(
      `${files.length} files cannot hold ${given.length} episodes one by one; name as many episodes as files, or none`,
    )
  return files.map((file, index) => ({ ...file, numbers: given?.slice(index, index + 1) ?? numbersIn(file, season) }))
}

/** What the name says, in a season that was named. */
const numbersIn = (file: ChosenFile, season: number | undefined): EpisodeNumbers[] => {
  const named = foundByHand(file).episodes.map(({ numbers }) => numbers)
  if (season === undefined) return named
  return named.flatMap(({ number, absolute }) => {
    const counted = number ?? absolute
    return counted === undefined ? [] : [{ season, number: counted }]
  })
}

const episodesOf = async (
  tx: Kysely<CatalogDatabase & LibraryDatabase>,
  seriesId: string,
  files: readonly NumberedFile[],
): Promise<{ byFile: Map<string, string[]>; seasonIds: readonly string[] }> => {
  const found = files.map((file) => ({ id: file.id, episodeFile: { ...foundByHand(file), episodes: file.numbers.map(named) } }))
  const written = await writeFoundEpisodes(tx, [{ seriesId, rootId: '', seasons: [], files: found.map(({ episodeFile }) => episodeFile) }])
  await written.merge()
  const byFile = new Map(found.map(({ id, episodeFile }): [string, string[]] => [id, [...written.of(episodeFile)]]))
  return { byFile: new Map([...byFile].filter(([, ids]) => ids.length > 0)), seasonIds: written.seasonIds }
}

const named = (numbers: EpisodeNumbers) => ({ numbers, title: undefined, nfo: undefined })
