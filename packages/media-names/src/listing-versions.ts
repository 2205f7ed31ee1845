import { extensionOf } from './clean-name.ts'
import type { ListingFile } from './group-listing.ts'
import type { ListingUnit } from './listing-units.ts'
import type { ParsedName } from './parsed-name.ts'

/** A version of a film or episode: one file, or all of its parts. */
export interface Version {
  readonly units: readonly ListingUnit[]
  readonly stem: string
  readonly folder: string
}

/** Puts the parts of a version together: same folder, same name but for the mark, marked alike, and at least two of them. */
export function stackParts(units: readonly ListingUnit[]): Version[] {
  const stacks = new Map<string, ListingUnit[]>()
  for (const unit of units) {
    const key = unit.part === undefined ? `whole ${unit.path}` : [unit.folder, unit.stem.toLowerCase(), unit.marker].join('\n')
    stacks.set(key, [...(stacks.get(key) ?? []), unit])
  }
  return [...stacks.values()].flatMap((parts) => {
    const [first] = parts
    if (first === undefined) return []
    const distinct = new Set(parts.map((unit) => unit.part)).size
    if (parts.length > 1 && distinct === parts.length) {
      return [{ units: parts.toSorted((one, other) => (one.part ?? 0) - (other.part ?? 0)), stem: first.stem, folder: first.folder }]
    }
    return parts.map((unit) => ({ units: [unit], stem: wholeStem(unit), folder: unit.folder }))
  })
}

/** A mark without a second part is no mark: `Kill Bill part 1` alone is called so. */
function wholeStem(unit: ListingUnit): string {
  if (unit.part === undefined) return unit.stem
  const name = unit.path.slice(Math.max(unit.path.lastIndexOf('/'), unit.path.lastIndexOf('\\')) + 1)
  return name.replace(/\.[a-z\d]{2,4}$/i, '')
}

/** A version with what its name says. */
export interface ReadVersion extends Version {
  readonly name: ParsedName
}

/** The files of all versions, the plain one first, then by height of picture, then by name; each labelled by what sets it apart. */
export function filesOf(versions: readonly ReadVersion[], base: string): ListingFile[] {
  const seen = new Set<string>()
  return versions
    .map((version) => ({ version, label: labelOf(version.stem, base) }))
    .toSorted((one, other) => compare(one, other))
    .flatMap(({ version, label }) => {
      // The same name twice differs in its extension only.
      const own = seen.has(label) ? [label, extensionOf(version.units[0]?.path ?? '')].filter(Boolean).join(' ') : label
      seen.add(own)
      return version.units.map((unit) => fileOf(version, unit, own))
    })
}

interface Labelled {
  readonly version: ReadVersion
  readonly label: string
}

function compare(one: Labelled, other: Labelled): number {
  const height = ({ name }: ReadVersion) => Number(/\d+/.exec(name.resolution ?? '')?.[0] ?? 0)
  const plain = Number(one.label !== '') - Number(other.label !== '')
  return (
    plain || height(other.version) - height(one.version) || (one.version.stem.toLowerCase() < other.version.stem.toLowerCase() ? -1 : 1)
  )
}

function fileOf({ units, name }: ReadVersion, unit: ListingUnit, label: string): ListingFile {
  return {
    path: unit.path,
    ...(units.length > 1 && unit.part !== undefined && { part: unit.part }),
    ...(name.edition !== undefined && { edition: name.edition }),
    ...(name.resolution !== undefined && { resolution: name.resolution }),
    ...(label !== '' && { label }),
  }
}

function labelOf(stem: string, base: string): string {
  const rest = stem.toLowerCase().startsWith(base.toLowerCase()) ? stem.slice(base.length) : stem
  return rest.replace(/^[\s._\-–]+/, '').replace(/[\s._\-–]+$/, '')
}

/** The longest beginning that all names share, cut back to a whole word. */
export function commonStart(stems: readonly string[]): string {
  const [first = '', ...others] = stems
  if (others.length === 0) return first
  let length = first.length
  for (const other of others) {
    let same = 0
    while (same < length && first[same]?.toLowerCase() === other[same]?.toLowerCase()) same += 1
    length = same
  }
  const cutsWord = stems.some((stem) => /[\p{L}\d]/u.test(stem[length] ?? '')) && /[\p{L}\d]/u.test(first[length - 1] ?? '')
  const start = first.slice(0, length)
  return (cutsWord ? start.replace(/[\p{L}\d]+$/u, '') : start).replace(/[\s._\-–([{]+$/, '')
}
