import { completeEpisode } from './complete-episode.ts'
import { completeFilm } from './complete-film.ts'
import { extensionOf } from './clean-name.ts'
import { extraTypeOfPath } from './extra-type.ts'
import { extraTypeOfFolder, isDiscFolder } from './folder-kind.ts'
import { isObfuscated } from './is-obfuscated.ts'
import { isSample } from './is-sample.ts'
import type { LibraryType, ParsedPath } from './parsed-name.ts'
import { readRememberedName } from './remembered-name.ts'
import { isPlainSeasonFolder, seasonOfFolder } from './season-folder.ts'
import { splitPath } from './split-path.ts'

/**
 * Reads a path below a library's root, folders and all: season folders give the season, a film's or series' folder completes the
 * title, year and ids, extras folders say what kind of extra it is, and a disc's folder is the film above it. `auto` decides by what
 * the path says. Takes `/` and `\`; a slash between spaces belongs to a name, so a bare name can be given too. Never throws.
 */
export function parsePath(relativePath: string, libraryType: LibraryType): ParsedPath {
  const { folders, name } = splitPath(relativePath)
  const above = namingFolders(folders)
  if (folders.length > 0 && libraryType !== 'movie' && isPlainSeasonFolder(name) && extensionOf(name) === '')
    return seasonFolder(above, name)
  const seasons = above.map((folder, index) => seasonOfFolder(folder, index > 0 && libraryType !== 'movie'))
  const season = seasons.findLast((found) => found !== undefined)
  const disc = folders.some(isDiscFolder) || isDiscFolder(name)
  const own = readRememberedName(disc ? (above.at(-1) ?? name) : name, libraryType, season === undefined ? {} : { season })
  const counts = own.name.episodes.length + own.name.absolute.length > 0
  const kind = libraryType === 'auto' && season !== undefined && counts ? 'tvshow' : own.kind
  const extraType = folders.length > 0 ? extraTypeOfPath(relativePath) : undefined
  return {
    ...(kind === 'movie'
      ? completeFilm(own.name, above, name)
      : completeEpisode(own.name, above, { season, name, isExtra: folders.some((folder) => extraTypeOfFolder(folder) !== undefined) })),
    ...(extraType !== undefined && { extraType }),
    ...(isSample(relativePath) && { sample: true as const }),
    libraryType: kind,
  }
}

/** A season's folder itself is read as the season of the series above it. */
function seasonFolder(above: readonly string[], name: string): ParsedPath {
  const series = readRememberedName(above.at(-1) ?? '', 'tvshow', { isFolder: true }).name
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

const HOLDERS =
  /^(?:[a-z]:|~|\.{1,2}|movies?|films?|tv|tv ?shows?|tv ?series|series|shows?|anime|cartoons|documentaries|videos?|media|downloads?|library|mnt|data|home)$/i

/** The folders that can name something: no discs, extras, drives, random keys, nor the shelf all stands on. */
const PART_FOLDER = /^(?:cd|dis[ck]|dvd|part|pt)[\s._-]?\d{1,2}$/i

function namingFolders(all: readonly string[]): string[] {
  const disc = all.findIndex(isDiscFolder)
  const folders = disc === -1 ? all : all.slice(0, disc)
  return folders.filter(
    (folder, index) =>
      !PART_FOLDER.test(folder) &&
      extraTypeOfFolder(folder) === undefined &&
      !isObfuscated(folder) &&
      !(HOLDERS.test(folder) && index < folders.length - 1 && !isPlainSeasonFolder(folders[index + 1] ?? '')),
  )
}
