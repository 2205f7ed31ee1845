import { normalizeTitle } from '@backlot/media-names'
import type { OtherTitle, UniqueIds } from '../movie-fields.ts'
import type { FoundTitle, MetadataProvider, RequestOptions } from '../providers/metadata-provider.ts'

/** What is known of a film or series, to find it at a provider. */
export interface TitleClues {
  type: 'movie' | 'series'
  /** Ids by provider; one of the provider itself decides. */
  ids: UniqueIds
  /** The likeliest first; the first two are searched for. */
  titles: readonly string[]
  year?: number | undefined
}

/** A title that a provider has, with how sure it is that it is the one. */
export interface RankedTitle extends FoundTitle {
  /** 0 to 1. */
  confidence: number
}

/** Which of a provider's titles it is and why; or that none is sure, with those that it may be. */
export type TitleFound = { id: string; confidence: number; why: string } | { id: undefined; candidates: RankedTitle[] }

/** What a title must have at least to be taken for the one; the rest is left to a person. */
const leastConfidence = 0.8

/** Looking for a title in another language costs a request each. */
const mostLookedInto = 2

/**
 * Finds a film or series at a provider: by its own id, by the ids of others, else by title and year. A title is taken only
 * where it is the same after folding and no other of the same title could be meant; the first result of a search never is
 * for being the first.
 */
export const findTitle = async (provider: MetadataProvider, clues: TitleClues, request: RequestOptions): Promise<TitleFound> => {
  const own = clues.ids[provider.name]
  if (own !== undefined) return { id: own, confidence: 1, why: `${provider.name} id ${own}` }
  const find = clues.type === 'movie' ? provider.findMovie : provider.findSeries
  const byIds = Object.keys(clues.ids).length === 0 ? undefined : await find?.(clues.ids, request)
  if (byIds !== undefined) return { id: byIds, confidence: 1, why: `the ids of others that ${provider.name} knows` }

  const search = clues.type === 'movie' ? provider.searchMovies : provider.searchSeries
  const ranked = new Map<string, RankedTitle>()
  for (const title of clues.titles.slice(0, 2)) {
    const found = (await search?.({ title, year: clues.year }, request)) ?? []
    for (const each of rankTitles(found, clues)) if (each.confidence > (ranked.get(each.id)?.confidence ?? -1)) ranked.set(each.id, each)
    const [best] = bestFirst(ranked)
    if (best !== undefined && best.confidence >= leastConfidence)
      return { id: best.id, confidence: best.confidence, why: `title${clues.year === undefined ? '' : ' and year'} at ${provider.name}` }
  }
  const translated = await findTranslated(provider, bestFirst(ranked), { clues, request })
  return translated ?? { id: undefined, candidates: bestFirst(ranked).slice(0, 10) }
}

/** A search finds by titles in any language and answers in one: the titles of what is of the right year are looked through. */
const findTranslated = async (
  provider: MetadataProvider,
  ranked: readonly RankedTitle[],
  { clues, request }: { clues: TitleClues; request: RequestOptions },
): Promise<TitleFound | undefined> => {
  if (clues.year === undefined) return undefined
  const wanted = new Set(clues.titles.map(normalizeTitle))
  const likely = ranked.filter(({ year, confidence }) => year === clues.year && confidence < 0.5).slice(0, mostLookedInto)
  for (const { id } of likely) {
    const titles = clues.type === 'movie' ? await titlesOfMovie(provider, id, request) : await titlesOfSeries(provider, id, request)
    if (titles.some(({ title }) => wanted.has(normalizeTitle(title))))
      return { id, confidence: 0.85, why: `title in another language and year at ${provider.name}` }
  }
  return undefined
}

const titlesOfMovie = async ({ movie }: MetadataProvider, id: string, request: RequestOptions): Promise<readonly OtherTitle[]> => {
  const fetched = await movie?.(id, request)
  return fetched?.changed === true ? (fetched.fields.otherTitles ?? []) : []
}

const titlesOfSeries = async ({ series }: MetadataProvider, id: string, request: RequestOptions): Promise<readonly OtherTitle[]> => {
  const fetched = await series?.(id, { ...request, seasons: [] })
  return fetched?.changed === true ? (fetched.fields.series.otherTitles ?? []) : []
}

const bestFirst = (ranked: ReadonlyMap<string, RankedTitle>): RankedTitle[] =>
  [...ranked.values()].toSorted((a, b) => b.confidence - a.confidence || (b.popularity ?? 0) - (a.popularity ?? 0))

/** How likely each is the one. Only one can be sure: where several are equally good, none is. */
export const rankTitles = (found: readonly FoundTitle[], clues: Pick<TitleClues, 'titles' | 'year'>): RankedTitle[] => {
  const wanted = new Set(clues.titles.map(normalizeTitle))
  const isSame = ({ title, originalTitle }: FoundTitle): boolean =>
    [title, originalTitle ?? ''].some((each) => each !== '' && wanted.has(normalizeTitle(each)))
  const yearsOff = ({ year }: FoundTitle): number | undefined =>
    clues.year === undefined || year === undefined ? undefined : Math.abs(year - clues.year)
  const same = found.filter(isSame)
  const inYear = same.filter((each) => yearsOff(each) === 0)
  // A film is shown in another country in another year: the neighbour counts while nothing fits better.
  const nearby = inYear.length > 0 ? [] : same.filter((each) => yearsOff(each) === 1)
  return found.map((each) => {
    if (inYear.includes(each)) return { ...each, confidence: inYear.length === 1 ? 0.9 : 0.6 }
    if (nearby.includes(each)) return { ...each, confidence: nearby.length === 1 ? 0.8 : 0.6 }
    if (same.includes(each)) return { ...each, confidence: clues.year === undefined && same.length === 1 ? 0.8 : 0.5 }
    return { ...each, confidence: Math.round(likeness(each, wanted) * (yearsOff(each) === 0 ? 0.5 : 0.3) * 100) / 100 }
  })
}

/** Shared words of all words, of the title that is nearest. */
const likeness = ({ title, originalTitle }: FoundTitle, wanted: ReadonlySet<string>): number => {
  const shares = [title, originalTitle ?? ''].flatMap((each) =>
    [...wanted].map((want) => {
      const [one, other] = [new Set(normalizeTitle(each).split(' ')), new Set(want.split(' '))]
      const common = [...one].filter((word) => other.has(word)).length
      return common / (one.size + other.size - common)
    }),
  )
  return Math.max(0, ...shares)
}
