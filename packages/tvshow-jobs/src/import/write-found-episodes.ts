import { createId } from '@backlot/jobs'
import {
  findEpisodes,
  mergeEpisodes,
  storedSeasons,
  writeEpisodes,
  writeSeasons,
  type EpisodeClue,
  type EpisodeToWrite,
  type StoredSeason,
} from '@backlot/catalog'
import type { LibraryDatabase } from '@backlot/library'
import type { Kysely } from 'kysely'
import { episodeToWrite } from './episode-to-write.ts'
import type { EpisodeFile, FoundEpisode, FoundSeason, FoundSeries } from './found-series.ts'
import { planEpisodes, type EpisodePlan, type PlannedEpisode } from './plan-episodes.ts'
import { seasonToWrite } from './season-to-write.ts'
import { isByHand } from './decided-series.ts'

/** What was written of the seasons and episodes of a batch. */
export interface WrittenEpisodes {
  /** Ids of the episodes that a file holds. */
  of: (file: EpisodeFile) => readonly string[]
  /** Merges rows that turned out to mean one episode; after the files are written. */
  merge: () => Promise<void>
  seasonIds: string[]
  episodeIds: string[]
  /** Those whose credits were written. */
  creditedIds: string[]
}

/** A series that is stored, with files of it. */
export type EpisodesOfSeries = Pick<FoundSeries, 'rootId' | 'seasons' | 'files'> & { seriesId: string }

/** Makes the seasons and episodes that files hold, and stores what is found out about those that are there. A fixed number of statements. */
export const writeFoundEpisodes = async (tx: Kysely<LibraryDatabase>, known: readonly EpisodesOfSeries[]): Promise<WrittenEpisodes> => {
  const clues = known.flatMap(cluesOf)
  const plan = planEpisodes(clues.length === 0 ? [] : await findEpisodes(tx, { clues, fileIds: [] }))
  const held = new Map<EpisodeFile, string[]>()
  const met = new Map<string, Met>()
  for (const { files, ...series } of known) {
    for (const file of files) if (!isByHand(file.file)) held.set(file, meet(met, plan, { ...series, file }))
  }
  const seasons = await writeFoundSeasons(tx, known, met)
  const rows = [...met.values()].flatMap((one) => changedEpisode(one, seasons))
  await writeEpisodes(tx, rows)
  const merged = plan.merged()
  const into = new Map(merged.map((pair) => [pair.from, pair.into]))
  return {
    of: (file) => held.get(file) ?? [],
    merge: async () => await mergeEpisodes(tx, merged),
    seasonIds: [...new Set(seasons.values())],
    creditedIds: rows.flatMap(({ id, credits }) => (credits.length > 0 ? id : [])),
    episodeIds: [...met.keys()].map((id) => into.get(id) ?? id),
  }
}

const cluesOf = ({ files, seriesId }: EpisodesOfSeries): EpisodeClue[] =>
  files.flatMap(({ file, episodes }) => (isByHand(file) ? [] : episodes.map(({ numbers }) => ({ seriesId, ...numbers }))))

/** An episode that files of a batch hold, with the best that they say of it. */
interface Met {
  episode: PlannedEpisode
  found: FoundEpisode
  picture: Picture | undefined
}

interface Picture {
  rootId: string
  folder: string
  name: string
  /** Its file holds no other episode. */
  alone: boolean
}

const meet = (
  met: Map<string, Met>,
  plan: EpisodePlan,
  { rootId, seriesId, file }: { rootId: string; seriesId: string; file: EpisodeFile },
): string[] => {
  const ids = file.episodes.flatMap((one) => {
    const episode = plan.find(seriesId, one.numbers)
    if (episode === undefined) return []
    const earlier = met.get(episode.id)
    const picture = pictureOf(earlier?.picture, rootId, file)
    const better =
      earlier === undefined || (earlier.found.nfo === undefined && (one.nfo !== undefined || earlier.found.title === undefined))
    met.set(episode.id, { episode, found: better ? one : earlier.found, picture })
    return [episode.id]
  })
  // Numbers of which one means nothing, or several, say nothing for sure.
  return ids.length === file.episodes.length ? [...new Set(ids)] : []
}

/** A picture beside a file of several episodes is that of each, unless one has a picture of its own. */
const pictureOf = (earlier: Picture | undefined, rootId: string, { still, file, episodes }: EpisodeFile): Picture | undefined => {
  const alone = episodes.length === 1
  if (still === undefined || (earlier?.alone === true && !alone)) return earlier
  return { rootId, folder: file.folder, name: still, alone }
}

const changedEpisode = ({ episode, found, picture }: Met, seasons: ReadonlyMap<string, string>): EpisodeToWrite[] => {
  const { id, seriesId, numbers, stored, renumbered } = episode
  const named = stored?.title === null && found.title !== undefined
  if (stored !== undefined && !renumbered && !named && found.nfo === undefined && picture === undefined) return []
  const artwork =
    picture === undefined
      ? {}
      : { local: { rootId: picture.rootId, folder: picture.folder, pictures: [{ type: 'still', name: picture.name }] } }
  return [
    episodeToWrite({
      id,
      seriesId,
      seasonId: numbers.number === undefined ? undefined : seasons.get(`${seriesId} ${numbers.season}`),
      numbers,
      title: found.title,
      nfo: found.nfo,
      nfoSight: found.nfo === undefined ? 'unseen' : 'read',
      stored,
      knownFrom: stored?.knownFrom === 'provider' ? 'provider' : found.nfo === undefined ? (stored?.knownFrom ?? 'name') : 'nfo',
      artwork,
    }),
  ]
}

/** Makes the seasons of episodes; gives the id of each by series and number. Two statements, and those of their metadata. */
const writeFoundSeasons = async (
  tx: Kysely<LibraryDatabase>,
  known: readonly EpisodesOfSeries[],
  met: ReadonlyMap<string, Met>,
): Promise<Map<string, string>> => {
  const wanted = new Map<string, { seriesId: string; number: number; season: FoundSeason | undefined; rootId: string | undefined }>()
  for (const { episode } of met.values()) {
    const { seriesId, numbers } = episode
    if (numbers.season !== undefined)
      wanted.set(`${seriesId} ${numbers.season}`, { seriesId, number: numbers.season, season: undefined, rootId: undefined })
  }
  for (const { seasons, seriesId, rootId } of known) {
    for (const season of seasons) {
      const earlier = wanted.get(`${seriesId} ${season.number}`)
      if (earlier !== undefined && earlier.season?.nfo === undefined) Object.assign(earlier, { season, rootId })
    }
  }
  if (wanted.size === 0) return new Map()
  const seriesIds = [...new Set([...wanted.values()].map(({ seriesId }) => seriesId))]
  const stored = new Map((await storedSeasons(tx, seriesIds)).map((season) => [`${season.seriesId} ${season.number}`, season]))
  const rows = [...wanted].flatMap(([key, { seriesId, number, season, rootId }]) => {
    const before = stored.get(key)
    if (before !== undefined && season?.nfo === undefined && season?.artwork === undefined) return []
    return [seasonRow({ seriesId, number, season, rootId, before })]
  })
  await writeSeasons(tx, rows)
  const ids = new Map(rows.map(({ id, seriesId, number }) => [`${seriesId} ${number}`, id]))
  return new Map([...wanted.keys()].map((key) => [key, ids.get(key) ?? stored.get(key)?.id ?? '']))
}

const seasonRow = ({
  seriesId,
  number,
  season,
  rootId,
  before,
}: {
  seriesId: string
  number: number
  season: FoundSeason | undefined
  rootId: string | undefined
  before: StoredSeason | undefined
}) =>
  seasonToWrite({
    id: before?.id ?? createId(),
    seriesId,
    number,
    nfo: season?.nfo,
    nfoSight: season?.nfo === undefined ? 'unseen' : 'read',
    stored: before,
    knownFrom: before?.knownFrom === 'provider' ? 'provider' : season?.nfo === undefined ? (before?.knownFrom ?? 'name') : 'nfo',
    artwork: season?.artwork === undefined || rootId === undefined ? {} : { local: { rootId, ...season.artwork } },
  })
