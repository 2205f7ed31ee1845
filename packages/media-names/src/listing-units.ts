import { extensionOf } from './clean-name.ts'
import { extraTypeOfPath } from './extra-type.ts'
import { classifyFile, isUnfinished } from './file-kind.ts'
import { isDiscFolder, isIgnoredFolder } from './folder-kind.ts'
import type { ListingExtra } from './group-listing.ts'
import { isSample } from './is-sample.ts'
import { readStackedPart } from './stacked-part.ts'

/** One video of a listing, or one disc. */
export interface ListingUnit {
  readonly path: string
  /** The folder it counts to: for a part in a folder of its own (`CD1/film.avi`), the folder above. */
  readonly folder: string
  /** Its name without extension and without the mark of its part. */
  readonly stem: string
  readonly part?: number
  /** How the part is marked; parts of one version are marked alike. */
  readonly marker?: string
}

const PART_FOLDER = /^(?:cd|dis[ck]|dvd|part|pt)[\s._-]?(\d{1,2})$/i

/** Sorts the paths of a listing into videos and extras, and leaves out what is neither. */
export function listingUnits(paths: readonly string[]): {
  readonly units: readonly ListingUnit[]
  readonly extras: readonly ListingExtra[]
} {
  const units: ListingUnit[] = []
  const extras: ListingExtra[] = []
  const discs = new Set<string>()
  for (const path of paths) {
    const parts = path.split(/[\\/]/)
    if (isSample(path) || isUnfinished(path) || parts.slice(0, -1).some(isIgnoredFolder)) continue
    const disc = parts.findIndex(isDiscFolder)
    if (disc > 0) {
      const folder = parts.slice(0, disc).join('/')
      if (!discs.has(folder)) units.push(unitOf(folder))
      discs.add(folder)
    } else if (isVideo(parts.at(-1) ?? '')) {
      const extraType = extraTypeOfPath(path)
      if (extraType === undefined) units.push(unitOf(path))
      else extras.push({ path, extraType })
    }
  }
  return { units, extras }
}

/** Folders are listed too (a disc copied as `Film cd 1/`), so a name without an extension counts. */
function isVideo(name: string): boolean {
  return classifyFile(name) === 'video' || (extensionOf(name) === '' && !/\.[a-z\d]{2,4}$/i.test(name))
}

function unitOf(path: string): ListingUnit {
  const parts = path.split(/[\\/]/)
  const name = parts.pop() ?? ''
  const extension = extensionOf(name)
  const whole = extension === '' ? name : name.slice(0, -extension.length - 1)
  const own = PART_FOLDER.exec(parts.at(-1) ?? '')
  if (own !== null) {
    parts.pop()
    return { path, folder: parts.join('/'), stem: parts.at(-1) ?? whole, part: Number(own[1]), marker: 'folder' }
  }
  const stacked = readStackedPart(whole)
  const folder = parts.join('/')
  if (stacked === undefined) return { path, folder, stem: whole }
  const stem = `${whole.slice(0, stacked.start)}${whole.slice(stacked.end)}`
  return { path, folder, stem, part: stacked.part, marker: `${stacked.marker} ${stacked.numeric ? 'number' : 'letter'}` }
}
