import type { EpisodeFields, SeasonFields, SeriesFields } from '../series-fields.ts'
import { mergeFields, type FieldSource, type Merged } from './merge-fields.ts'

/** What one source (`nfo`, `name`, `tmdb`, `tvmaze`, a person) says of a series. */
export type SeriesSource = FieldSource<SeriesFields>

/** One series from several sources. */
export type MergedSeries = Merged<SeriesFields>

/** Merges what several sources say of one series, best first; the rules are those of `mergeFields`. */
export const mergeSeries = (sources: readonly SeriesSource[]): MergedSeries => mergeFields(sources)

/** What one source says of a season, its number and its episodes left aside. */
export type SeasonSource = FieldSource<Omit<SeasonFields, 'number' | 'episodes'>>

/** Merges what several sources say of one season, best first. */
export const mergeSeason = (sources: readonly SeasonSource[]): Merged<Omit<SeasonFields, 'number' | 'episodes'>> => mergeFields(sources)

/** What one source says of an episode, its numbers left aside. */
export type EpisodeSource = FieldSource<Omit<EpisodeFields, 'seasonNumber' | 'number'>>

/** Merges what several sources say of one episode, best first. */
export const mergeEpisode = (sources: readonly EpisodeSource[]): Merged<Omit<EpisodeFields, 'seasonNumber' | 'number'>> =>
  mergeFields(sources)
