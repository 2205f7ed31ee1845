import { createId } from '@backlot/jobs'
import {
  enrichEpisodes,
  findEpisodes,
  mergeEpisodes,
  storedSeasons,
  writeEpisodeFiles,
  writeEpisodes,
  writeExternalIds,
  writeSeasons,
  type EpisodeToWrite,
  type StoredEpisode,
} from '@backlot/catalog'
import { mergeEpisode } from '@backlot/metadata'
import { sql, type Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import type { SonarrEpisode } from '../client/sonarr-series.ts'
import type { StoredFiles } from '../files/store-files.ts'
import type { SonarrItem } from './sonarr-item.ts'

const source = 'sonarr'

/** A Sonarr's episode with the series that it is of here. */
interface EpisodeOf {
  seriesId: string
  episode: SonarrEpisode
}

/**
 * Makes seasons and episodes of series that are new, adds to the others what a Sonarr knows and no better source does, and says
 * which episodes each file holds. An episode that was known only by its day or its absolute number gets its numbers. A
 * fixed number of statements.
 */
export const writeEpisodesOf = async (
  tx: Kysely<ArrDatabase>,
  items: readonly { item: SonarrItem; itemId: string }[],
  files: StoredFiles,
): Promise<WrittenEpisodes> => {
  const all = items.flatMap(({ item, itemId: seriesId }) => item.episodes.map((episode) => ({ seriesId, episode })))
  // A series of whom two of a server's are is written once.
  const distinct = [...new Map(all.map((one) => [keyOf(one), one])).values()]
  const seasonIds = await writeSeasonsOf(tx, distinct)
  const clues = distinct.map(({ seriesId, episode }) => ({
    seriesId,
    season: episode.seasonNumber,
    number: episode.episodeNumber,
    absolute: episode.absoluteEpisodeNumber,
    aired: episode.airDate,
  }))
  const stored = createEpisodeBook(await findEpisodes(tx, { clues, fileIds: [] }))
  const ids = new Map<string, string>()
  const made: EpisodeToWrite[] = []
  const enriched: Parameters<typeof enrichEpisodes>[2][number][] = []
  const merged: { from: string; into: string }[] = []
  for (const one of distinct) {
    const { known, same } = stored.find(one)
    const id = known?.id ?? createId()
    ids.set(keyOf(one), id)
    const seasonId = seasonIds.get(seasonKey(one.seriesId, one.episode.seasonNumber)) ?? ''
    if (known === undefined) made.push(newEpisode(id, seasonId, one))
    else enriched.push({ id, seasonId, ...numbersOf(one.episode), ...factsOf(one.episode) })
    if (same !== undefined) merged.push({ from: same.id, into: id })
  }
  await mergeEpisodes(tx, merged)
  await writeEpisodes(tx, made)
  await enrichEpisodes(tx, source, enriched)
  await writeExternalIds(
    tx,
    'episode',
    distinct.map((one) => ({ id: ids.get(keyOf(one)) ?? '', externalIds: idsOf(one.episode) })),
  )
  const held = filesWithEpisodes(all, { ids, files })
  const before = await heldBefore(tx, [...new Set(held.flatMap(({ episodeIds }) => episodeIds))], files.returned)
  await writeEpisodeFiles(tx, held)
  return { ids: new Map(all.map((one) => [one.episode.id, ids.get(keyOf(one)) ?? ''])), before }
}

/** What came of a server's episodes. */
export interface WrittenEpisodes {
  /** The id of each by the server's. */
  ids: Map<number, string>
  /** Episodes that could be played already: a file held them that was there until now. */
  before: Set<string>
}

const heldBefore = async (tx: Kysely<ArrDatabase>, episodeIds: readonly string[], returned: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ episode_id: string }>`
    select distinct e.episode_id from backlot.episode_files e join backlot.files f on f.id = e.file_id
    where e.episode_id = any(${episodeIds}::uuid[]) and f.id <> all(${returned}::bigint[])
      -- One that this transaction marks as missing, as an upgrade does, was there until now.
      and (f.missing_since is null or f.missing_since >= now())`.execute(tx)
  return new Set(rows.map(({ episode_id }) => episode_id))
}

const keyOf = ({ seriesId, episode }: EpisodeOf): string => `${seriesId} ${episode.seasonNumber} ${episode.episodeNumber}`

const seasonKey = (seriesId: string, number: number): string => `${seriesId} ${number}`

const writeSeasonsOf = async (tx: Kysely<ArrDatabase>, episodes: readonly EpisodeOf[]): Promise<Map<string, string>> => {
  const seriesIds = [...new Set(episodes.map(({ seriesId }) => seriesId))]
  const ids = new Map((await storedSeasons(tx, seriesIds)).map(({ id, seriesId, number }) => [seasonKey(seriesId, number), id]))
  const made = new Map(
    episodes.flatMap(({ seriesId, episode: { seasonNumber: number } }) => {
      const key = seasonKey(seriesId, number)
      return ids.has(key) ? [] : [[key, { id: createId(), seriesId, number }] as const]
    }),
  )
  const lists = { externalIds: [], lockedFields: [], provenance: {}, artwork: {} }
  await writeSeasons(
    tx,
    [...made.values()].map((season) => ({ ...season, ...lists, replaces: false, knownFrom: 'provider' as const })),
  )
  return new Map([...ids, ...[...made].map(([key, { id }]) => [key, id] as const)])
}

/** The stored episodes that a Sonarr's can be. */
const createEpisodeBook = (episodes: readonly StoredEpisode[]) => {
  const numbered = new Map(episodes.map((episode) => [`${episode.seriesId} ${episode.seasonNumber} ${episode.number}`, episode]))
  const bare = episodes.filter(({ number }) => number === null)
  const byAbsolute = new Map(bare.map((episode) => [`${episode.seriesId} ${episode.absoluteNumber}`, episode]))
  const byDay = new Map(
    bare.filter(({ absoluteNumber }) => absoluteNumber === null).map((episode) => [`${episode.seriesId} ${episode.aired}`, episode]),
  )
  return {
    /** `same`: a second row of the same episode, known only by its day or its absolute number. */
    find: (one: EpisodeOf): { known: StoredEpisode | undefined; same: StoredEpisode | undefined } => {
      const { seriesId, episode } = one
      const nameless = byAbsolute.get(`${seriesId} ${episode.absoluteEpisodeNumber}`) ?? byDay.get(`${seriesId} ${episode.airDate}`)
      // Each goes to one episode: of two on one day the first.
      if (nameless?.absoluteNumber === null) byDay.delete(`${seriesId} ${episode.airDate}`)
      const known = numbered.get(keyOf(one))
      return known === undefined ? { known: nameless, same: undefined } : { known, same: nameless }
    },
  }
}

const numbersOf = ({ seasonNumber, episodeNumber, absoluteEpisodeNumber }: SonarrEpisode) => ({
  seasonNumber,
  number: episodeNumber,
  absoluteNumber: absoluteEpisodeNumber,
})

const factsOf = ({ title, overview, airDate, runtime }: SonarrEpisode) => ({
  title,
  plot: overview,
  aired: airDate,
  runtimeMinutes: runtime,
})

const newEpisode = (id: string, seasonId: string, { seriesId, episode }: EpisodeOf): EpisodeToWrite => {
  const { title, plot, aired, runtimeMinutes } = factsOf(episode)
  const fields = {
    seasonNumber: episode.seasonNumber,
    number: episode.episodeNumber,
    ...(title !== undefined && { title }),
    ...(plot !== undefined && { plot }),
    ...(aired !== undefined && { aired }),
    ...(runtimeMinutes !== undefined && { runtimeMinutes }),
  }
  return {
    id,
    replaces: false,
    seriesId,
    seasonId,
    ...numbersOf(episode),
    aired,
    title,
    overview: plot,
    runtimeMinutes,
    ratings: [],
    knownFrom: 'provider',
    lockedFields: [],
    provenance: mergeEpisode([{ source, fields }]).provenance,
    externalIds: idsOf(episode),
    credits: [],
    artwork: {},
  }
}

const idsOf = ({ tvdbId }: SonarrEpisode) => (tvdbId === undefined ? [] : [{ provider: 'tvdb', value: String(tvdbId) }])

const filesWithEpisodes = (
  all: readonly EpisodeOf[],
  { ids, files }: { ids: ReadonlyMap<string, string>; files: StoredFiles },
): { fileId: string; episodeIds: string[] }[] => {
  const held = new Map<string, string[]>()
  for (const one of all) {
    const fileId = files.assigned.get(one.episode.episodeFile?.id ?? 0)
    if (fileId !== undefined) held.set(fileId, [...(held.get(fileId) ?? []), ids.get(keyOf(one)) ?? ''])
  }
  return [...held].map(([fileId, episodeIds]) => ({ fileId, episodeIds }))
}
