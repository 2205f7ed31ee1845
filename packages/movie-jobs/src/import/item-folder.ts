import { extraTypeOfFolder, isDiscFolder } from '@backlot/media-names'

const partFolder = /^(?:cd|dis[ck]|dvd|part|pt)[\s._-]?\d{1,2}$/i

/** The film's folder that a folder belongs to: itself, or above extras, parts (`CD1`) and the insides of discs. */
export const itemFolder = (folder: string): string => {
  const cut = folder.lastIndexOf('/')
  const name = folder.slice(cut + 1)
  const inside = name !== '' && (extraTypeOfFolder(name) !== undefined || isDiscFolder(name) || partFolder.test(name))
  return inside ? itemFolder(folder.slice(0, Math.max(cut, 0))) : folder
}
