import {
  findEpisodes,
  holdingPeople,
  identifyPeople,
  mergeEpisodes,
  storedSeasons,
  storedSeries,
  writeEpisodes,
  writeSeasons,
  writeSeries,
  type CatalogDatabase,
  type EpisodeNumbers,
  type StoredSeries,
  type ToldPeople,
} from '@backlot/catalog'
import { createId, PermanentError } from '@backlot/jobs'
import type { EpisodeFields, ProvidedSeries, SeasonFields } from '@backlot/metadata'
import type { Kysely } from 'kysely'
import { episodeToWrite } from '../import/episode-to-write.ts'
import { planEpisodes } from '../import/plan-episodes.ts'
import { seasonToWrite } from '../import/season-to-write.ts'
import { seriesToWrite } from '../import/series-to-write.ts'
import { toldPeople } from './told-people.ts'
import { isMeant, isWhole, type RefreshScope } from './refresh-scope.ts'

/** What a provider said of a series, with the provider's name. */
export interface ProvidedBy {
  provider: string
  provided: ProvidedSeries
}

/** What of a series was written. */
export interface WrittenParts {
  seasonIds: string[]
  episodeIds: string[]
  removedEpisodes: string[]
  /** People who are others now than those whom a source knew by name. */
  identified: string[]
  /** The series is called otherwise now, so that all that it has is found by another name. */
  renamed: boolean
}

/**
 * Writes what providers say of a series, with its seasons and episodes, in the caller's transaction, which has locked the
 * series: a fixed number of statements. What a person locked or an NFO says goes before; episodes that were known by a number of their own or by day
 * get season and number, and stay the same.
 */
export const writeProvided = async (
  tx: Kysely<CatalogDatabase>,
  scope: RefreshScope,
  { told, providers }: { told: readonly ProvidedBy[]; providers: readonly string[] },
): Promise<WrittenParts> => {
  const [stored] = await storedSeries(tx, [scope.seriesId])
  if (stored === undefined) throw new PermanentError(`The series ${scope.seriesId} was removed meanwhile`)
  const entries = told.flatMap(({ provider, provided }) => counted(provided).map((entry) => ({ provider, ...entry })))
  const meant = entries.filter(({ numbers }) => isMeant(scope, numbers))
  const cast = told.map(({ provided }) => ({ itemId: stored.id, people: toldPeople(provided.series) }))
  const everybody = [...cast.flatMap(({ people }) => people), ...meant.flatMap(({ fields }) => toldPeople(fields))]
  return await holdingPeople(tx, everybody, async () => {
    const title = isWhole(scope) ? await writeWhole(tx, stored, { told, providers }) : stored.title
    const seasonIds = await writeProvidedSeasons(tx, scope, { told, providers })
    const { people, ...written } = await writeProvidedEpisodes(tx, scope, { meant, providers, seasonIds })
    const identified = await identifyPeople(tx, [...cast, ...people])
    return { seasonIds: [...seasonIds.values()], ...written, identified, renamed: title !== stored.title }
  })
}

interface Told {
  told: readonly ProvidedBy[]
  providers: readonly string[]
}

const writeWhole = async (tx: Kysely<CatalogDatabase>, stored: StoredSeries, { told, providers }: Told): Promise<string> => {
  const titles = await tx.selectFrom('backlot.item_titles').select('title').where('item_id', '=', stored.id).execute()
  const series = seriesToWrite({
    id: stored.id,
    name: { title: stored.title, titleAlts: titles.map(({ title }) => title), year: stored.year ?? undefined, ids: {} },
    nfo: undefined,
    nfoSight: 'unseen',
    provided: told.map(({ provider, provided }) => ({ source: provider, fields: provided.series })),
    providers,
    stored,
    knownFrom: 'provider',
    artwork: {},
  })
  await writeSeries(tx, [series])
  return series.title
}

const writeProvidedSeasons = async (
  tx: Kysely<CatalogDatabase>,
  { seriesId, season, episode, seasons: wanted }: RefreshScope,
  { told, providers }: Told,
): Promise<Map<number, string>> => {
  const stored = new Map((await storedSeasons(tx, [seriesId])).map((one) => [one.number, one]))
  const known = new Map([...stored.values()].map(({ number, id }) => [number, id]))
  const numbers = new Set(told.flatMap(({ provided }) => provided.seasons.map(({ number }) => number)))
  const meant = [...numbers].filter((number) => (season ?? number) === number && (wanted || !known.has(number)))
  const rows = meant.map((number) =>
    seasonToWrite({
      id: known.get(number) ?? createId(),
      seriesId,
      number,
      nfo: undefined,
      nfoSight: 'unseen',
      provided: told.flatMap(({ provider, provided }) =>
        provided.seasons.filter((one) => one.number === number).map((one) => ({ source: provider, fields: withoutEpisodes(one) })),
      ),
      providers,
      stored: stored.get(number),
      knownFrom: 'provider',
      artwork: {},
    }),
  )
  await writeSeasons(tx, episode === undefined ? rows : rows.filter(({ replaces }) => !replaces))
  return new Map([...known, ...rows.map(({ number, id }) => [number, id] as const)].filter(([number]) => (season ?? number) === number))
}

const withoutEpisodes = ({ number: _number, episodes: _episodes, ...fields }: SeasonFields) => fields

const writeProvidedEpisodes = async (
  tx: Kysely<CatalogDatabase>,
  { seriesId }: RefreshScope,
  { meant, providers, seasonIds }: MeantEpisodes,
): Promise<Pick<WrittenParts, 'episodeIds' | 'removedEpisodes'> & { people: ToldPeople[] }> => {
  if (meant.length === 0) return { episodeIds: [], removedEpisodes: [], people: [] }
  const byNumber = Map.groupBy(meant, ({ numbers }) => `${numbers.season}x${numbers.number}`)
  const clues = [...byNumber.values()].map(([first]) => ({ seriesId, ...first?.numbers }))
  const plan = planEpisodes(await findEpisodes(tx, { clues, fileIds: [] }))
  const people: ToldPeople[] = []
  const rows = [...byNumber.values()].flatMap((sources) => {
    const numbers = sources[0]?.numbers ?? {}
    const episode = plan.find(seriesId, numbers)
    if (episode === undefined) return []
    people.push(...sources.map(({ fields }) => ({ itemId: episode.id, people: toldPeople(fields) })))
    return episodeToWrite({
      id: episode.id,
      seriesId,
      seasonId: seasonIds.get(numbers.season ?? -1),
      numbers: { ...episode.numbers, aired: undefined },
      title: undefined,
      nfo: undefined,
      nfoSight: 'unseen',
      provided: sources.map(({ provider, fields }) => ({ source: provider, fields })),
      providers,
      stored: episode.stored,
      knownFrom: 'provider',
      artwork: {},
    })
  })
  await writeEpisodes(tx, rows)
  const merged = plan.merged()
  await mergeEpisodes(tx, merged)
  return { episodeIds: rows.map(({ id }) => id), removedEpisodes: merged.map(({ from }) => from), people }
}

interface MeantEpisodes {
  meant: readonly (CountedEpisode & { provider: string })[]
  /** Names of providers, the most trusted first. */
  providers: readonly string[]
  /** By number. */
  seasonIds: ReadonlyMap<number, string>
}

interface CountedEpisode {
  numbers: EpisodeNumbers
  fields: Omit<EpisodeFields, 'seasonNumber' | 'number'>
}

/**
 * A provider's episodes with all that each is called by. One that does not count through all seasons is counted through here,
 * specials left aside; a day on which several were shown means none of them.
 */
const counted = ({ seasons }: ProvidedSeries): CountedEpisode[] => {
  const all = seasons.toSorted((a, b) => a.number - b.number).flatMap(({ episodes = [] }) => episodes)
  const complete = seasons.every(({ number, episodes }) => number === 0 || episodes !== undefined)
  const days = Map.groupBy(all, ({ aired }) => aired)
  let running = 0
  return all.map(({ seasonNumber, number, ...fields }) => {
    if (seasonNumber > 0) running++
    const absolute = fields.absoluteNumber ?? (complete && seasonNumber > 0 ? running : undefined)
    const aired = days.get(fields.aired)?.length === 1 ? fields.aired : undefined
    return {
      numbers: { season: seasonNumber, number, absolute, aired },
      fields: { ...fields, ...(absolute !== undefined && { absoluteNumber: absolute }) },
    }
  })
}
