import type { ListingExtra, ListingGroup } from './group-listing.ts'
import type { ListingUnit } from './listing-units.ts'
import { filesOf, stackParts } from './listing-versions.ts'
import type { ReadVersion } from './listing-versions.ts'
import { normalizeTitle } from './normalize-title.ts'
import { extraTypeOfFolder } from './folder-kind.ts'
import { parseMovieName } from './parse-movie-name.ts'
import { parsePath } from './parse-path.ts'
import type { ParsedName } from './parsed-name.ts'

interface Film {
  readonly folder: Folder
  readonly versions: ReadVersion[]
  readonly extras: ListingExtra[]
}

/** A folder with videos directly in it: its films, and what its own name says. */
interface Folder {
  readonly path: string
  readonly base: string
  readonly name: ParsedName
  readonly films: Map<string, Film>
}

/** Groups the videos of a film library: by folder, then by what their names have in common. */
export function groupMovies(units: readonly ListingUnit[], extras: readonly ListingExtra[]): ListingGroup[] {
  const folders = new Map<string, Folder>()
  const films: Film[] = []
  for (const version of stackParts(units)) {
    const folder = folders.get(version.folder) ?? openFolder(version.folder)
    folders.set(version.folder, folder)
    const read: ReadVersion = { ...version, name: parseMovieName(version.stem) }
    const key = filmKey(read, folder)
    const film = folder.films.get(key)
    if (film !== undefined) {
      film.versions.push(read)
      continue
    }
    const opened: Film = { folder, versions: [read], extras: [] }
    folder.films.set(key, opened)
    films.push(opened)
  }
  const orphans = extras.filter((extra) => {
    const owner = ownerOf(extra, folders)
    owner?.extras.push(extra)
    return owner === undefined
  })
  return [...films.map(groupOf), ...orphans.map(orphanGroup)]
}

function openFolder(path: string): Folder {
  const base = path.slice(path.lastIndexOf('/') + 1)
  return { path, base, name: parseMovieName(base), films: new Map() }
}

/**
 * What a version has in common with the others of its film. In a film's own folder whatever goes on from its name is a version of it;
 * elsewhere title and year must say so; a name with a bracket left open says too little to be put with another.
 */
function filmKey({ stem, name, units }: ReadVersion, folder: Folder): string {
  const year = name.year ?? folder.name.year
  if (isVersionOf(stem, folder.base)) return `own ${year ?? ''}`
  const title = normalizeTitle(name.title)
  const own = folder.base !== '' && title === normalizeTitle(folder.name.title)
  const known = title !== '' && isClosed(stem) && (name.year !== undefined || own)
  if (!known) return `file ${units[0]?.path ?? stem}`
  return own && year === folder.name.year ? `own ${year ?? ''}` : `title ${title} ${year ?? ''}`
}

/** What follows the folder's name must be set apart by a joint or bracket: `Alien - 1080p`, but not `Alien 3`. */
function isVersionOf(stem: string, folder: string): boolean {
  if (folder === '' || !stem.toLowerCase().startsWith(folder.toLowerCase())) return false
  const rest = stem.slice(folder.length)
  if (rest === '') return true
  return /^(?:\s*[-–_.[({]|\s(?=\d{3,4}[pi]\b))/.test(rest) && isClosed(rest) && !/^\s*\((?:19|20)\d\d\)/.test(rest)
}

function isClosed(text: string): boolean {
  return text.split('[').length === text.split(']').length
}

function groupOf({ folder, versions, extras }: Film): ListingGroup {
  const name = parsePath(versions[0]?.units[0]?.path ?? folder.path, 'movie')
  const inOwn = versions.every((version) => isVersionOf(version.stem, folder.base))
  return {
    title: name.title,
    ...(name.year !== undefined && { year: name.year }),
    ids: name.ids,
    episodes: [],
    absolute: [],
    files: filesOf(versions, inOwn ? folder.base : plainest(versions)),
    extras,
  }
}

/** The name the others go on from; without one, the title and year of the first. */
function plainest(versions: readonly ReadVersion[]): string {
  const shortest = versions.map((version) => version.stem).reduce((one, other) => (other.length < one.length ? other : one))
  return versions.every((version) => version.stem.toLowerCase().startsWith(shortest.toLowerCase())) ? shortest : titlePart(versions[0])
}

function titlePart(version: ReadVersion | undefined): string {
  const ends =
    version?.name.reasons.filter((reason) => reason.field === 'title' || reason.field === 'year').map((reason) => reason.end) ?? []
  return (version?.stem ?? '').slice(0, Math.max(0, ...ends)).replace(/[\s._-]+$/, '')
}

/** The film an extra lies beside or below: the one it is named after, else the only one there. */
function ownerOf(extra: ListingExtra, folders: ReadonlyMap<string, Folder>): Film | undefined {
  const parts = extra.path.split(/[\\/]/)
  const name = (parts.pop() ?? '').toLowerCase()
  while (parts.length > 1 && extraTypeOfFolder(parts.at(-1) ?? '') !== undefined) parts.pop()
  const folder = folders.get(parts.join('/'))
  const films = [...(folder?.films.values() ?? [])]
  const named = films.find((film) => name.startsWith(titlePart(film.versions[0]).toLowerCase()))
  return named ?? (films.length === 1 && folder?.path !== '' ? films[0] : undefined)
}

function orphanGroup(extra: ListingExtra): ListingGroup {
  return { title: parsePath(extra.path, 'movie').title, ids: {}, episodes: [], absolute: [], files: [], extras: [extra] }
}
