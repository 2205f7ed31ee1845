import { cleanName } from './clean-name.ts'
import { extraTypeOfPath } from './extra-type.ts'
import { extraTypeOfFolder, isDiscFolder } from './folder-kind.ts'
import { isObfuscated } from './is-obfuscated.ts'
import { isSample } from './is-sample.ts'
import { normalizeTitle } from './normalize-title.ts'
import type { LibraryType, ParsedName, ParsedPath } from './parsed-name.ts'
import { readName } from './read-name.ts'
import { isPlainSeasonFolder, seasonOfFolder } from './season-folder.ts'
import { splitPath } from './split-path.ts'

/**
 * Reads a path below a library's root, folders and all: season folders give the season, a film's or series' folder completes the
 * title, year and ids, extras folders say what kind of extra it is, and a disc's folder is the film above it. `auto` decides by what
 * the path says. Takes `/` and `\`; a slash between spaces belongs to a name. Never throws.
 */
export function parsePath(relativePath: string, libraryType: LibraryType): ParsedPath {
  const { folders, name } = splitPath(relativePath)
  const above = namingFolders(folders)
  if (folders.length > 0 && libraryType !== 'movie' && isPlainSeasonFolder(name)) return seasonFolder(above, name)
  const holder = above.findLast((folder) => seasonOfFolder(folder) !== undefined)
  const folderSeason = holder === undefined ? undefined : seasonOfFolder(holder)
  const disc = folders.some(isDiscFolder) || isDiscFolder(name)
  const own = readName(disc ? (above.at(-1) ?? name) : name, libraryType, folderSeason === undefined ? {} : { season: folderSeason })
  const kind =
    libraryType === 'auto' && folderSeason !== undefined && own.name.episodes.length + own.name.absolute.length > 0 ? 'tvshow' : own.kind
  const completed = kind === 'movie' ? completeFilm(own.name, above, name) : completeEpisode(own.name, above, { folderSeason, name })
  const extraType = folders.length > 0 ? extraTypeOfPath(relativePath) : undefined
  return {
    ...completed,
    ...(extraType !== undefined && { extraType }),
    ...(isSample(relativePath) && { sample: true as const }),
    libraryType: kind,
  }
}

/** A season's folder itself is listed as the season of the series above it. */
function seasonFolder(above: readonly string[], name: string): ParsedPath {
  const series = readName(above.at(-1) ?? '', 'tvshow', { isFolder: true }).name
  const season = seasonOfFolder(name)
  const seasons = season === undefined ? [] : [season]
  return {
    ...series,
    ...(season !== undefined && { season }),
    seasons,
    episodes: [],
    absolute: [],
    seasonPack: true,
    libraryType: 'tvshow',
  }
}

/** The folders that can name something: no discs, extras, drives. */
function namingFolders(folders: readonly string[]): string[] {
  return folders.filter(
    (folder) =>
      !isDiscFolder(folder) && extraTypeOfFolder(folder) === undefined && !/^(?:[a-z]:|~|\.{1,2})$/i.test(folder) && !isObfuscated(folder),
  )
}

function completeFilm(own: ParsedName, above: readonly string[], name: string): ParsedName {
  const parent = above.at(-1)
  if (parent === undefined) return own
  const folder = readName(parent, 'movie').name
  const useless = isObfuscated(cleanName(name).text) || own.title === '' || isMeaningless(own, folder)
  if (useless && folder.title !== '') return { ...withFolder(own, folder, parent), title: folder.title, titleAlts: folder.titleAlts }
  if (own.year === undefined && folder.title !== '' && endsLike(own, folder))
    return { ...withFolder(own, folder, parent), title: folder.title, titleAlts: folder.titleAlts }
  if (own.year === undefined && folder.year !== undefined && related(own, folder)) {
    const better = own.titleAlts.length > 0 || own.title.length > folder.title.length
    return { ...withFolder(own, folder, parent), ...(better && { title: folder.title, titleAlts: [own.title, ...own.titleAlts] }) }
  }
  return { ...own, ids: { ...folder.ids, ...own.ids } }
}

/** A short or numeric name below a folder with a year says less than that folder. */
function isMeaningless(own: ParsedName, folder: ParsedName): boolean {
  if (folder.year === undefined || own.year !== undefined) return false
  return (
    !related(own, folder) &&
    (/^[a-z\d]{1,8}$|^[a-z]+-[a-z\d]+$|^\d/i.test(own.title) || /^(?:movie|film|video|index)$/i.test(own.title) || own.confidence <= 0.5)
  )
}

function related(own: ParsedName, folder: ParsedName): boolean {
  const [one, other] = [normalizeTitle(own.title), normalizeTitle(folder.title)]
  return one === other || one.startsWith(other) || other.startsWith(one) || [...own.titleAlts].some((alt) => normalizeTitle(alt) === other)
}

/** `grp-solaris.dvdrip` below `Solaris.1972.DVDRip-GRP`: the scene puts its group in front of files. */
function endsLike(own: ParsedName, folder: ParsedName): boolean {
  const [one, other] = [normalizeTitle(own.title), normalizeTitle(folder.title)]
  return one !== other && one.endsWith(` ${other}`) && folder.source !== undefined
}

function withFolder(own: ParsedName, folder: ParsedName, folderName: string): ParsedName {
  return {
    ...folder,
    ...own,
    ...(folder.year !== undefined && own.year === undefined && { year: folder.year }),
    ids: { ...folder.ids, ...own.ids },
    languages: own.languages.length > 0 ? own.languages : folder.languages,
    confidence: Math.max(own.confidence, folder.confidence),
    reasons: [...own.reasons, ...folder.reasons.map((reason) => ({ ...reason, folder: folderName }))],
  }
}

interface EpisodeContext {
  readonly folderSeason: number | undefined
  readonly name: string
}

function completeEpisode(own: ParsedName, above: readonly string[], { folderSeason, name }: EpisodeContext): ParsedName {
  let read = own
  const parent = above.at(-1)
  const parentRead = parent === undefined ? undefined : readName(parent, 'tvshow', { isFolder: true }).name
  if (parentRead !== undefined && parent !== undefined && saysLess(read, parentRead)) {
    read = { ...withFolder(read, parentRead, parent), ...numbersOf(parentRead), title: parentRead.title, titleAlts: parentRead.titleAlts }
  }
  if (folderSeason !== undefined) read = seasonFromFolder(read, folderSeason)
  const series = above.findLast((folder) => !isPlainSeasonFolder(folder))
  if (series === undefined) return read
  const folder = readName(series, 'tvshow', { isFolder: true }).name
  const useless = read.title === '' || isObfuscated(cleanName(name).text)
  if (useless)
    return {
      ...read,
      title: folder.title,
      titleAlts: folder.titleAlts,
      ...(folder.year !== undefined && { year: read.year ?? folder.year }),
      ids: { ...folder.ids, ...read.ids },
    }
  const same = normalizeTitle(read.title) === normalizeTitle(folder.title)
  const quality = parentRead === undefined ? {} : qualityOf(parentRead)
  return {
    ...quality,
    ...read,
    ...(same && folder.year !== undefined && { year: read.year ?? folder.year }),
    ids: { ...(same ? folder.ids : {}), ...read.ids },
  }
}

/** A release's folder names the episode, and what lies in it may be called anything. */
function saysLess(own: ParsedName, folder: ParsedName): boolean {
  if (own.season !== undefined || own.airDate !== undefined || folder.title === '') return false
  const nothing = own.episodes.length === 0 && own.absolute.length === 0
  if (folder.episodes.length > 0) return nothing || normalizeTitle(own.title) !== normalizeTitle(folder.title)
  return nothing && folder.season !== undefined
}

/** What a release's folder says of the copy holds for the files in it that do not say it themselves. */
function qualityOf({ source, resolution, remux }: ParsedName): Partial<ParsedName> {
  return { ...(source !== undefined && { source }), ...(resolution !== undefined && { resolution }), ...(remux && { remux }) }
}

function numbersOf(name: ParsedName): Pick<ParsedName, 'seasons' | 'episodes' | 'absolute'> & { season?: number } {
  return {
    ...(name.season !== undefined && { season: name.season }),
    seasons: name.seasons,
    episodes: name.episodes,
    absolute: name.absolute,
  }
}

/** The folder's season completes an episode that names none, and splits a number that has it in front: 308 in Season 3. */
function seasonFromFolder(own: ParsedName, season: number): ParsedName {
  if (own.season !== undefined) return own
  const numbers = [...own.episodes, ...own.absolute]
  if (numbers.length === 0) return own
  const split = numbers.every((number) => Math.floor(number / 100) === season && number % 100 > 0)
  return {
    ...own,
    season,
    seasons: [season],
    episodes: split && season > 0 ? numbers.map((number) => number % 100) : numbers,
    absolute: [],
  }
}
