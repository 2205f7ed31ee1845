import { known } from '../../known.ts'
import type { SeasonFields } from '../../series-fields.ts'
import type { Fetched, ProvidedSeries, SeriesOptions } from '../metadata-provider.ts'
import { etagIn, languageQuery, questionTag, versionOf } from './ask-for-title.ts'
import type { Tmdb } from './tmdb-provider.ts'
import { tmdbSeason, tmdbSeasonTexts, tmdbSeries, type TmdbSeason } from './tmdb-schemas.ts'
import { seasonFieldsOf, seriesFieldsOf } from './tmdb-series-fields.ts'

/** So many parts may be appended to one answer. */
const mostAppended = 20
const seriesParts = ['external_ids', 'content_ratings', 'images', 'aggregate_credits', 'videos', 'translations']
const firstSeasons = mostAppended - seriesParts.length

/**
 * Reads a series: itself with up to 14 seasons in the first request, 20 further seasons in each that follows. Seasons that
 * are not there may be asked for; TMDb leaves them out of its answer, so the first request can guess.
 */
export const readSeries = async (tmdb: Tmdb, id: string, options: SeriesOptions): Promise<Fetched<ProvidedSeries>> => {
  const { signal, version, languages } = options
  const wish = tmdb.wish(languages)
  const what = `the series ${id}`
  const path = `/tv/${id}`
  const first = guessSeasons(options)
  const query = { append_to_response: [...seriesParts, ...first.map(seasonPart)].join(','), ...languageQuery(wish) }
  const question = questionTag(path, query)
  const answer = await tmdb.ask({ path, query, schema: tmdbSeries, what, etag: etagIn(version, question), signal })
  if (!answer.changed) return { changed: false, id }

  const summaries = answer.data.seasons.toSorted((a, b) => a.season_number - b.season_number)
  const wanted = summaries.map(({ season_number }) => season_number).filter((number) => isWanted(number, options))
  const seasons = seasonsIn(answer.data)
  const rest = wanted.filter((number) => !seasons.has(number))
  for (const part of chunks(rest, mostAppended)) {
    const more = await tmdb.ask({
      path,
      query: { append_to_response: part.map(seasonPart).join(','), language: wish.languages[0] },
      schema: tmdbSeasonTexts,
      what,
      signal,
    })
    if (more.changed) for (const [number, season] of seasonsIn(more.data)) seasons.set(number, season)
  }
  const told = summaries.map((summary) => seasonFieldsOf(summary, seasons.get(summary.season_number), wish))
  for (const language of wish.languages.slice(1)) await addTexts(tmdb, told, { path, what, language, numbers: wanted, signal })
  return {
    changed: true,
    id: String(answer.data.id),
    fields: { series: seriesFieldsOf(answer.data, wish), seasons: told },
    // The tag is of the first answer, so it speaks for all only where that was the only one.
    ...(rest.length === 0 && wish.languages.length < 2 ? versionOf(question, answer.etag) : {}),
  }
}

const seasonPart = (number: number): string => `season/${number}`

const isWanted = (number: number, { seasons = 'all' }: SeriesOptions): boolean => seasons === 'all' || seasons.includes(number)

/** What to ask for before the seasons are known: those that were named, then the specials and the first ones. */
const guessSeasons = ({ seasons = 'all', knownSeasons = [] }: SeriesOptions): number[] => {
  const named = seasons === 'all' ? knownSeasons : seasons
  const likely = seasons === 'all' ? Array.from({ length: firstSeasons + 1 }, (_, number) => number) : []
  return [...new Set([...named, ...likely])].slice(0, firstSeasons).toSorted((a, b) => a - b)
}

const seasonsIn = (answer: Record<string, unknown>): Map<number, TmdbSeason> => {
  const seasons = Object.entries(answer).flatMap(([key, value]) => {
    if (!key.startsWith('season/')) return []
    const parsed = tmdbSeason.safeParse(value)
    return parsed.success ? [[parsed.data.season_number, parsed.data] as const] : []
  })
  return new Map(seasons)
}

/** Adds the texts of a further language to seasons and their episodes. */
const addTexts = async (
  tmdb: Tmdb,
  seasons: readonly SeasonFields[],
  {
    path,
    what,
    language,
    numbers,
    signal,
  }: { path: string; what: string; language: string; numbers: readonly number[]; signal: AbortSignal },
): Promise<void> => {
  for (const part of chunks(numbers, mostAppended)) {
    const answer = await tmdb.ask({
      path,
      query: { append_to_response: part.map(seasonPart).join(','), language },
      schema: tmdbSeasonTexts,
      what,
      signal,
    })
    for (const [number, { name, overview, episodes }] of answer.changed ? seasonsIn(answer.data) : []) {
      const season = seasons.find((candidate) => candidate.number === number)
      if (season === undefined) continue
      addText(season, { language, title: name, plot: overview })
      for (const told of episodes) {
        const episode = season.episodes?.find((candidate) => candidate.number === told.episode_number)
        if (episode !== undefined) addText(episode, { language, title: told.name, plot: told.overview })
      }
    }
  }
}

const addText = (
  thing: Pick<SeasonFields, 'translations'>,
  { language, title, plot }: { language: string; title: string | undefined; plot: string | undefined },
): void => {
  if (title !== undefined || plot !== undefined)
    thing.translations = [...(thing.translations ?? []), { language, ...known({ title, plot }) }]
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
