import { known } from '../../known.ts'
import type { SeasonFields } from '../../series-fields.ts'
import type { ProviderAnswer } from '../http/provider-client.ts'
import type { Fetched, ProvidedSeries, SeriesOptions } from '../metadata-provider.ts'
import { isProviderError } from '../provider-error.ts'
import { etagIn, languageQuery, questionTag, versionOf } from './ask-for-title.ts'
import { askForSeasons, mostAppended, seasonPart, seasonsIn, type SeasonsQuestion } from './ask-for-seasons.ts'
import type { Tmdb } from './tmdb-provider.ts'
import { tmdbSeries, type TmdbSeries } from './tmdb-schemas.ts'
import { seasonFieldsOf, seriesFieldsOf } from './tmdb-series-fields.ts'
import type { TmdbWish } from './tmdb-texts.ts'

const seriesParts = ['external_ids', 'content_ratings', 'images', 'aggregate_credits', 'videos', 'translations']
const firstSeasons = mostAppended - seriesParts.length
/** No series has so many seasons; a number from here on is a year. */
const firstYear = 1_900

/**
 * Reads a series: itself with up to 14 seasons in the first request, 20 further seasons in each that follows; fewer at a
 * time where an answer would be too large. Seasons that are not there may be asked for; TMDb leaves them out of its answer,
 * so the first request can guess.
 */
export const readSeries = async (tmdb: Tmdb, id: string, options: SeriesOptions): Promise<Fetched<ProvidedSeries>> => {
  const { signal, version, languages } = options
  const wish = tmdb.wish(languages)
  const of = { path: `/tv/${id}`, what: `the series ${id}`, signal }
  const { answer, question, size } = await askFirst(tmdb, guessSeasons(options), { ...of, version, wish })
  if (!answer.changed) return { changed: false, id }

  const summaries = answer.data.seasons.toSorted((a, b) => a.season_number - b.season_number)
  const wanted = summaries.map(({ season_number }) => season_number).filter((number) => isWanted(number, options))
  const seasons = seasonsIn(answer.data)
  // A season that is only announced has nothing to be asked for.
  for (const summary of summaries)
    if (summary.episode_count === 0 && !seasons.has(summary.season_number)) seasons.set(summary.season_number, { ...summary, episodes: [] })
  const rest = wanted.filter((number) => !seasons.has(number))
  for await (const more of askForSeasons(tmdb, rest, { ...of, language: wish.languages[0], size }))
    for (const [number, season] of more) seasons.set(number, season)
  const told = summaries.map((summary) => seasonFieldsOf(summary, seasons.get(summary.season_number), wish))
  for (const language of wish.languages.slice(1)) await addTexts(tmdb, told, { ...of, language, size, numbers: wanted })
  return {
    changed: true,
    id: String(answer.data.id),
    fields: { series: seriesFieldsOf(answer.data, wish), seasons: told },
    // The tag is of the first answer, so it speaks for all only where that was the only one.
    ...(rest.length === 0 && wish.languages.length < 2 ? versionOf(question, answer.etag) : {}),
  }
}

/** Asks for the series with some seasons, with half of them while the answer is too large; `size`: how many at a time are not. */
const askFirst = async (
  tmdb: Tmdb,
  numbers: readonly number[],
  { version, wish, ...of }: Pick<SeasonsQuestion, 'path' | 'what' | 'signal'> & { version: string | undefined; wish: TmdbWish },
): Promise<{ answer: ProviderAnswer<TmdbSeries>; question: string; size: number }> => {
  for (let seasons = numbers; ; seasons = seasons.slice(0, seasons.length >> 1)) {
    const query = { append_to_response: [...seriesParts, ...seasons.map(seasonPart)].join(','), ...languageQuery(wish) }
    const question = questionTag(of.path, query)
    try {
      const answer = await tmdb.ask({ ...of, query, schema: tmdbSeries, etag: etagIn(version, question) })
      return { answer, question, size: seasons.length === numbers.length ? mostAppended : Math.max(1, seasons.length) }
    } catch (error) {
      if (!isProviderError(error, 'too large') || seasons.length === 0) throw error
    }
  }
}

const isWanted = (number: number, { seasons = 'all' }: SeriesOptions): boolean => seasons === 'all' || seasons.includes(number)

/**
 * What to ask for before the seasons are known: those that were named, then the specials and the first ones. Who knows of a
 * season 14 knows that the first 14 are there, whether there are specials or not: so none of them is asked for in vain.
 * Seasons that are called by their year say nothing about others.
 *
 * Beside the six parts there is room for 14 seasons, so nobody who knows nothing can ask for 0 to 13 and for 1 to 14 alike:
 * a series of 14 (or 34, or 54) seasons without specials, of whose later ones no file tells, costs a request more than it
 * would cost who knew. Any other guess would cost more series that.
 */
const guessSeasons = ({ seasons = 'all', knownSeasons = [] }: SeriesOptions): number[] => {
  const named = seasons === 'all' ? knownSeasons : seasons
  const first = knownSeasons.some((number) => number >= firstSeasons && number < firstYear) ? 1 : 0
  const likely = seasons === 'all' ? Array.from({ length: firstSeasons }, (_, index) => index + first) : []
  return [...new Set([...named, ...likely])].slice(0, firstSeasons).toSorted((a, b) => a - b)
}

/** Adds the texts of a further language to seasons and their episodes. */
const addTexts = async (
  tmdb: Tmdb,
  seasons: readonly SeasonFields[],
  { numbers, ...question }: SeasonsQuestion & { language: string; numbers: readonly number[] },
): Promise<void> => {
  const { language } = question
  for await (const answer of askForSeasons(tmdb, numbers, question)) {
    for (const [number, { name, overview, episodes }] of answer) {
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
