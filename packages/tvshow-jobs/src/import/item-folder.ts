import { extraTypeOfFolder, isDiscFolder, isPlainSeasonFolder } from '@backlot/media-names'

const partFolder = /^(?:cd|dis[ck]|dvd|part|pt)[\s._-]?\d{1,2}$/i

/** The series' folder that a folder belongs to: above seasons and what is in them, above extras, parts and the insides of discs. */
export const itemFolder = (folder: string): string => {
  const parts = folder.split('/')
  const season = parts.findIndex((name, index) => isPlainSeasonFolder(name, index > 0))
  return season === -1 ? withoutInsides(folder) : parts.slice(0, season).join('/')
}

const withoutInsides = (folder: string): string => {
  const cut = folder.lastIndexOf('/')
  const name = folder.slice(cut + 1)
  const inside = name !== '' && (extraTypeOfFolder(name) !== undefined || isDiscFolder(name) || partFolder.test(name))
  return inside ? withoutInsides(folder.slice(0, Math.max(cut, 0))) : folder
}
