import { groupListing, parsePath, type LibraryType, type ListingGroup } from '@backlot/media-names'
import { CommandError } from './command-error.ts'
import { exitCode } from './exit-code.ts'

/** Groups a line that is a JSON array of paths, all that is below one folder, into films or episodes. */
export const parseListing = (line: string, type: LibraryType): ListingGroup[] => {
  const paths = readPaths(line)
  return groupListing(paths, type === 'auto' ? likelyType(paths) : type)
}

const readPaths = (line: string): string[] => {
  const value = readJson(line)
  if (Array.isArray(value) && value.every((path): path is string => typeof path === 'string')) return value
  throw new CommandError(`A listing is one JSON array of paths a line; this line is none: ${line.slice(0, 80)}`, exitCode.usage)
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Series, when most of the names have numbers of episodes. */
const likelyType = (paths: readonly string[]): 'movie' | 'tvshow' => {
  const numbered = paths
    .map((path) => parsePath(path, 'auto'))
    .filter(({ episodes, absolute, airDate }) => episodes.length + absolute.length > 0 || airDate !== undefined)
  return numbered.length * 2 > paths.length ? 'tvshow' : 'movie'
}

/** A group for people: its title and numbers, and its files below. */
export const listingText = (groups: readonly ListingGroup[]): string =>
  groups
    .flatMap(({ title, year, season, episodes, files, extras }) => [
      [
        title,
        year === undefined ? '' : `(${year})`,
        season === undefined ? '' : `season ${season}`,
        episodes.length === 0 ? '' : `episode ${episodes.join(', ')}`,
      ]
        .filter((word) => word !== '')
        .join(' '),
      ...files.map(
        ({ path, part, label }) => `  ${path}${part === undefined ? '' : `\tpart ${part}`}${label === undefined ? '' : `\t${label}`}`,
      ),
      ...extras.map(({ path, extraType }) => `  ${path}\t${extraType}`),
    ])
    .join('\n')
