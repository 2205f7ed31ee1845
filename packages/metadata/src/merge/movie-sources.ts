import type { ReadableMedia } from '../container/media-facts.ts'
import type { MovieFields } from '../movie-fields.ts'
import type { NfoMovie } from '../nfo/parse-movie-nfo.ts'
import type { MovieSource } from './merge-movie.ts'

/** A film's NFO as a source named `nfo`, with its locks. */
export function nfoSource(nfo: NfoMovie): MovieSource {
  const { locked, lockedFields, ...fields } = nfo
  return { source: 'nfo', fields, locked, lockedFields }
}

// A title tag is often the name of the release, or of who made it: what gives that away.
const NO_TITLE =
  /\b(?:\d{3,4}[pi]|[xh]\.?26[45]|hevc|avc|xvid|divx|blu-?ray|bdrip|web-?dl|webrip|dvdrip|hdtv|remux|encoded|www)\b|[a-z\d]\.(?:com|net|org|to|info)\b/i

/**
 * What a video file says of itself as a source named `container`. A title tag that looks like a release's name, a web address or a file
 * name (dots or underscores and no space) is left out: it would stand above a better one.
 */
export function containerSource(facts: ReadableMedia): MovieSource {
  const { title, year, description, genre, uniqueIds } = facts.tags
  const fields: MovieFields = {}
  if (title !== undefined && !NO_TITLE.test(title) && !/^\S*\w{2}[._]\w\S*$/.test(title)) fields.title = title
  if (year !== undefined) fields.year = year
  if (description !== undefined) fields.plot = description
  if (genre !== undefined) fields.genres = [genre]
  if (uniqueIds !== undefined) fields.uniqueIds = uniqueIds
  const minutes = Math.round((facts.durationSeconds ?? 0) / 60)
  if (minutes >= 1) fields.runtimeMinutes = minutes
  return { source: 'container', fields }
}

/** What the file's name and folder say, as a source named `name`. */
export function nameSource(name: Pick<MovieFields, 'title' | 'year' | 'uniqueIds'>): MovieSource {
  return { source: 'name', fields: name }
}
