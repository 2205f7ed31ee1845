import { cleanName } from './clean-name.ts'
import { isObfuscated } from './is-obfuscated.ts'
import { normalizeTitle } from './normalize-title.ts'
import type { ParsedName } from './parsed-name.ts'
import { readRememberedName } from './remembered-name.ts'
import { isPlainSeasonFolder } from './season-folder.ts'
import { withFolder } from './with-folder.ts'

/** What the path above an episode's file says. */
export interface EpisodePlace {
  /** The season of the folder it lies in. */
  readonly season: number | undefined
  /** The file's name. */
  readonly name: string
  /** It lies in a folder of extras, so its name is not the series'. */
  readonly isExtra: boolean
}

/** Completes what an episode's file says by its folders: the season, the series, and all of it for a file called anything. */
export function completeEpisode(own: ParsedName, above: readonly string[], { season, name, isExtra }: EpisodePlace): ParsedName {
  const parent = above.at(-1)
  const series = above.findLast((folder, index) => !isPlainSeasonFolder(folder, index > 0))
  if (parent === undefined) return own
  const release = readRememberedName(parent, 'tvshow', { isFolder: true }).name
  let read = own
  if (isObfuscated(cleanName(name).text) && release.title !== '') read = withFolder(release, release, parent)
  else if (saysLess(read, release)) read = withNumbers(withFolder(read, release, parent), release)
  if (season !== undefined) read = withSeason(read, season)
  if (series === undefined)
    return season !== undefined && numberLeads(read) && read.title !== '' ? { ...read, title: '', titleAlts: [], confidence: 0.5 } : read
  return withYear(withSeries({ ...qualityOf(release), ...read }, { folder: series, season, isExtra }), above)
}

/** A release's folder names the episode, and what lies in it may be called anything. */
function saysLess(own: ParsedName, release: ParsedName): boolean {
  if (own.season !== undefined || own.airDate !== undefined || release.title === '') return false
  const nothing = own.episodes.length === 0 && own.absolute.length === 0
  if (release.episodes.length > 0) return nothing || normalizeTitle(own.title) !== normalizeTitle(release.title)
  return nothing && release.season !== undefined
}

function withNumbers(own: ParsedName, release: ParsedName): ParsedName {
  const { title, titleAlts, seasons, episodes, absolute } = release
  return { ...own, title, titleAlts, seasons, episodes, absolute, ...(release.season !== undefined && { season: release.season }) }
}

/** What a release's folder says of the copy holds for the files in it that do not say it themselves. */
function qualityOf({ source, resolution, remux }: ParsedName): Partial<ParsedName> {
  return { ...(source !== undefined && { source }), ...(resolution !== undefined && { resolution }), ...(remux && { remux }) }
}

/** The folder's season completes an episode that names none, and splits a number that has it in front: 308 in Season 3. */
function withSeason(own: ParsedName, season: number): ParsedName {
  if (own.season !== undefined) return own
  const numbers = [...own.episodes, ...own.absolute]
  if (numbers.length === 0) return own
  const split = season > 0 && numbers.every((number) => Math.floor(number / 100) === season && number % 100 > 0)
  return { ...own, season, seasons: [season], episodes: split ? numbers.map((number) => number % 100) : numbers, absolute: [] }
}

interface SeriesPlace {
  readonly folder: string
  readonly season: number | undefined
  readonly isExtra: boolean
}

/** The series' folder gives title, year and ids to a file that only counts, and is another reading of its title to one that has one. */
function withSeries(own: ParsedName, { folder, season, isExtra }: SeriesPlace): ParsedName {
  const series = readRememberedName(folder, 'tvshow', { isFolder: true }).name
  const { title } = series
  if (title === '') return own
  const counted = own.episodes.length + own.absolute.length > 0 || own.airDate !== undefined
  const nameless = own.title === '' || isExtra || (season !== undefined && (!counted || numberLeads(own)))
  const same = normalizeTitle(own.title) === normalizeTitle(title)
  const agrees = nameless || same || season !== undefined
  const year = own.year ?? (nameless || same ? series.year : undefined)
  return {
    ...own,
    ...(nameless && {
      title,
      titleAlts: series.titleAlts,
      confidence: counted ? Math.max(own.confidence, season === undefined ? 0.7 : 0.85) : own.confidence,
    }),
    ...(nameless && own.title !== '' && own.episodeTitle === undefined && { episodeTitle: own.title }),
    ...(!nameless && !same && season !== undefined && { titleAlts: [...own.titleAlts, title] }),
    ...(!counted && season !== undefined && { season, seasons: [season] }),
    ...(year !== undefined && { year }),
    ids: { ...(agrees ? series.ids : {}), ...own.ids },
  }
}

/** How many folders above a file are asked for its series' year. */
const NEAREST = 3

/** The year and ids of a folder further up, where it is the same series': `Title (2021)/Title S02E03/3.mkv`. */
function withYear(own: ParsedName, above: readonly string[]): ParsedName {
  if (own.year !== undefined || own.title === '') return own
  const title = normalizeTitle(own.title)
  for (const folder of above.slice(-NEAREST).toReversed()) {
    const { year, ids, title: other } = readRememberedName(folder, 'tvshow', { isFolder: true }).name
    if (year !== undefined && normalizeTitle(other) === title) return { ...own, year, ids: { ...ids, ...own.ids } }
  }
  return own
}

/** `03 - Lights` below a season's folder: what follows the number is the episode's title and not the series'. */
function numberLeads({ reasons }: ParsedName): boolean {
  const start = (fields: readonly string[]) =>
    reasons.find((reason) => reason.folder === undefined && fields.includes(reason.field))?.start ?? Infinity
  return start(['episodes', 'absolute', 'airDate']) < start(['title'])
}
