import type { MovieFields } from '../movie-fields.ts'
import { mergeFields, type FieldSource, type Merged } from './merge-fields.ts'

/** What one source (`nfo`, `container`, `name`, `tmdb`, a person) says of a film. */
export type MovieSource = FieldSource<MovieFields>

/** One film from several sources. */
export type MergedMovie = Merged<MovieFields>

/** Merges what several sources say of one film, best first; the rules are those of `mergeFields`. */
export const mergeMovie = (sources: readonly MovieSource[]): MergedMovie => mergeFields(sources)
