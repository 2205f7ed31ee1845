import type { ListingExtra, ListingGroup } from './group-listing.ts'
import type { ListingUnit } from './listing-units.ts'
import { filesOf, stackParts } from './listing-versions.ts'
import type { ReadVersion } from './listing-versions.ts'
import { normalizeTitle } from './normalize-title.ts'
import { extraTypeOfFolder } from './folder-kind.ts'
import { parseMovieName } from './parse-movie-name.ts'
import type { ParsedName } from './parsed-name.ts'
import { parsePath } from './parse-path.ts'

interface Film {
  readonly folder: string
  readonly versions: ReadVersion[]
  readonly extras: ListingExtra[]
}

/** Groups the videos of a film library: by folder, then by what their names have in common. */
export function groupMovies(units: readonly ListingUnit[], extras: readonly ListingExtra[]): ListingGroup[] {
  const films: Film[] = []
  for (const version of stackParts(units)) {
    const read: ReadVersion = { ...version, name: parseMovieName(version.stem) }
    const film = films.find((other) => other.folder === version.folder && other.versions.every((known) => isSameFilm(known, read)))
    if (film === undefined) films.push({ folder: version.folder, versions: [read], extras: [] })
    else film.versions.push(read)
  }
  const orphans = extras.filter((extra) => {
    const owner = ownerOf(extra, films)
    owner?.extras.push(extra)
    return owner === undefined
  })
  return [...films.map(groupOf), ...orphans.map(orphanGroup)]
}

function groupOf({ folder, versions, extras }: Film): ListingGroup {
  const [first] = versions
  const name = nameOf(first?.units[0]?.path ?? folder)
  const folderName = folder.slice(folder.lastIndexOf('/') + 1)
  const base =
    versions.length > 0 && versions.every((version) => startsWithFolder(version.stem, folderName)) ? folderName : shortest(versions)
  return {
    title: name.title,
    ...(name.year !== undefined && { year: name.year }),
    ids: name.ids,
    episodes: [],
    absolute: [],
    files: filesOf(versions, base),
    extras,
  }
}

/** A stacked film is named without the mark of its part. */
function nameOf(path: string): ParsedName {
  return parsePath(path, 'movie')
}

function shortest(versions: readonly ReadVersion[]): string {
  const stems = versions.map((version) => version.stem)
  if (stems.length === 1) return stems[0] ?? ''
  const plain = stems.toSorted((one, other) => one.length - other.length)[0] ?? ''
  return stems.every((stem) => stem.toLowerCase().startsWith(plain.toLowerCase())) ? plain : titlePart(versions[0])
}

function titlePart(version: ReadVersion | undefined): string {
  const ends =
    version?.name.reasons.filter((reason) => reason.field === 'title' || reason.field === 'year').map((reason) => reason.end) ?? []
  return (version?.stem ?? '').slice(0, Math.max(0, ...ends))
}

/** In a film's own folder whatever begins with its name is a version of it; elsewhere title and year must say so. */
function isSameFilm(one: ReadVersion, other: ReadVersion): boolean {
  const folder = one.folder.slice(one.folder.lastIndexOf('/') + 1)
  if (one.name.year !== undefined && other.name.year !== undefined && one.name.year !== other.name.year) return false
  const folderName = parseMovieName(folder)
  const years = [one, other].map((version) => version.name.year ?? folderName.year)
  if (years[0] !== years[1]) return false
  const owned = startsWithFolder(one.stem, folder) && startsWithFolder(other.stem, folder)
  if (owned) return isVersionOf(one.stem, folder) && isVersionOf(other.stem, folder)
  const sameTitle = normalizeTitle(one.name.title) === normalizeTitle(other.name.title) && one.name.title !== ''
  return (
    sameTitle &&
    (one.name.year !== undefined || normalizeTitle(folderName.title) === normalizeTitle(one.name.title)) &&
    isClosed(one.stem) &&
    isClosed(other.stem)
  )
}

function startsWithFolder(stem: string, folder: string): boolean {
  return folder !== '' && stem.toLowerCase().startsWith(folder.toLowerCase())
}

/** What follows the folder's name must be set apart by a joint or bracket: `Alien - 1080p`, but not `Alien 3`. */
function isVersionOf(stem: string, folder: string): boolean {
  const rest = stem.slice(folder.length)
  return rest === '' || (/^(?:\s*[-–_.[({]|\s(?=\d{3,4}[pi]\b))/.test(rest) && isClosed(rest) && !/^\s*\((?:19|20)\d\d\)/.test(rest))
}

function isClosed(text: string): boolean {
  return (text.match(/\[/g)?.length ?? 0) === (text.match(/\]/g)?.length ?? 0)
}

function ownerOf(extra: ListingExtra, films: readonly Film[]): Film | undefined {
  const parts = extra.path.split(/[\\/]/)
  const name = parts.pop() ?? ''
  while (parts.length > 1 && extraTypeOfFolder(parts.at(-1) ?? '') !== undefined) parts.pop()
  const folder = parts.join('/')
  const near = films.filter((film) => film.folder === folder)
  const named = near.filter((film) => name.toLowerCase().startsWith(commonName(film)))
  return named.length > 0 ? named[0] : near.length === 1 && folder !== '' && isOwnFolder(near[0]) ? near[0] : undefined
}

function commonName(film: Film): string {
  return titlePart(film.versions[0])
    .replace(/[\s._-]+$/, '')
    .toLowerCase()
}

function isOwnFolder(film: Film | undefined): boolean {
  if (film === undefined) return false
  return film.versions.length > 0
}

function orphanGroup(extra: ListingExtra): ListingGroup {
  return { title: nameOf(extra.path).title, ids: {}, episodes: [], absolute: [], files: [], extras: [extra] }
}
