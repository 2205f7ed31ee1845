import { cleanName } from './clean-name.ts'
import { isObfuscated } from './is-obfuscated.ts'
import { normalizeTitle } from './normalize-title.ts'
import type { ParsedName } from './parsed-name.ts'
import { readRememberedName } from './remembered-name.ts'
import { withFolder } from './with-folder.ts'

/** Completes what a film's file says by its folder: title and year of a file called anything, the year it lacks, the ids. */
export function completeFilm(own: ParsedName, above: readonly string[], name: string): ParsedName {
  const parent = above.at(-1)
  if (parent === undefined) return own
  const folder = readRememberedName(parent, 'movie').name
  if (folder.title === '') return own
  const { title, titleAlts } = folder
  if (isObfuscated(cleanName(name).text)) return { ...withFolder(folder, folder, parent), ids: { ...folder.ids, ...own.ids } }
  if (own.title === '' || isMeaningless(own, folder)) return { ...withFolder(own, folder, parent), title, titleAlts }
  const kin = isRelated(own, folder)
  if (own.year === undefined && isPrefixed(own, folder)) return { ...withFolder(own, folder, parent), title, titleAlts }
  if (own.year === undefined && folder.year !== undefined && kin) {
    const others = [own.title, ...own.titleAlts, ...titleAlts].filter((other) => normalizeTitle(other) !== normalizeTitle(title))
    return { ...withFolder(own, folder, parent), title, titleAlts: [...new Set(others)] }
  }
  const sure = kin || (folder.year !== undefined && folder.year === own.year)
  const known = [own.title, ...own.titleAlts].some((other) => normalizeTitle(other) === normalizeTitle(title))
  const alternative = sure && !known
  return {
    ...own,
    ...(kin && known && own.title === own.title.toLowerCase() && { title }),
    ...(alternative && { titleAlts: [...own.titleAlts, title] }),
    ids: { ...(sure ? folder.ids : {}), ...own.ids },
  }
}

/** A name without a year that is not like its folder's says less than a folder with one. */
function isMeaningless(own: ParsedName, folder: ParsedName): boolean {
  return (
    (folder.year !== undefined || folder.ids.tmdb !== undefined || folder.ids.imdb !== undefined) &&
    own.year === undefined &&
    !isRelated(own, folder)
  )
}

function isRelated(own: ParsedName, folder: ParsedName): boolean {
  const [one, other] = [normalizeTitle(own.title), normalizeTitle(folder.title)]
  return (
    one === other ||
    one.startsWith(`${other} `) ||
    other.startsWith(`${one} `) ||
    own.titleAlts.some((alt) => normalizeTitle(alt) === other)
  )
}

/** `grp-solaris.dvdrip` below `Solaris.DVDRip-GRP`: the scene puts its group in front of files. */
function isPrefixed(own: ParsedName, folder: ParsedName): boolean {
  const [one, other] = [normalizeTitle(own.title), normalizeTitle(folder.title)]
  return one !== other && one.endsWith(` ${other}`) && folder.source !== undefined
}
