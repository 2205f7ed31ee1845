import { isProviderError } from '../provider-error.ts'
import type { Tmdb } from './tmdb-provider.ts'
import { tmdbSeason, tmdbSeasonTexts, type TmdbSeason } from './tmdb-schemas.ts'

/** So many parts may be appended to one answer. */
export const mostAppended = 20

/** Which series' seasons are asked for, and how. */
export interface SeasonsQuestion {
  /** Of the series: `/tv/1396` */
  path: string
  what: string
  language: string | undefined
  /** How many at a time to begin with; 20 unless told. */
  size?: number
  signal: AbortSignal
}

/**
 * Asks for seasons with their episodes, 20 a request; gives those of each answer. Where an answer is too large, half as many
 * are asked for at a time from there on; one season that is too large by itself rejects.
 */
export async function* askForSeasons(
  tmdb: Tmdb,
  numbers: readonly number[],
  { path, what, language, size = mostAppended, signal }: SeasonsQuestion,
): AsyncGenerator<Map<number, TmdbSeason>> {
  let [left, atATime] = [numbers, size]
  while (left.length > 0) {
    const part = left.slice(0, atATime)
    try {
      const query = { append_to_response: part.map(seasonPart).join(','), language }
      const answer = await tmdb.ask({ path, query, schema: tmdbSeasonTexts, what, signal })
      if (answer.changed) yield seasonsIn(answer.data)
      left = left.slice(part.length)
    } catch (error) {
      if (!isProviderError(error, 'too large') || part.length === 1) throw error
      atATime = part.length >> 1
    }
  }
}

/** A season as it is appended to its series. */
export const seasonPart = (number: number): string => `season/${number}`

/** The seasons in an answer, by number. */
export const seasonsIn = (answer: Record<string, unknown>): Map<number, TmdbSeason> => {
  const seasons = Object.entries(answer).flatMap(([key, value]) => {
    if (!key.startsWith('season/')) return []
    const parsed = tmdbSeason.safeParse(value)
    return parsed.success ? [[parsed.data.season_number, parsed.data] as const] : []
  })
  return new Map(seasons)
}
