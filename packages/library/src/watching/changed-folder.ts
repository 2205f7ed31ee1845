import { stat } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { classifyFile, isDiscFolder, isIgnoredFolder, isUnfinished } from '@backlot/media-names'
import { isIgnoreMarker } from '../walk/ignore-rules.ts'

/**
 * The path that a change below a root makes worth a look, by its name alone: what a scan passes over is not. A file that
 * is for a scan stands for its folder; the inside of a disc for the disc's folder; any other name may be a folder.
 */
export const changedPath = (root: string, path: string): string | undefined => {
  const way = relative(root, path)
  const parts = way === '' ? [] : way.split('/')
  const name = parts.at(-1)
  if (name === undefined || parts[0] === '..') return undefined
  if (parts.slice(0, -1).some(isPassedOver)) return undefined
  const disc = parts.findIndex(isDiscFolder)
  if (disc !== -1) return [root, ...parts.slice(0, disc)].join('/')
  if (isIgnoreMarker(name)) return dirname(path)
  if (isPassedOver(name) || isUnfinished(name)) return undefined
  return classifyFile(name) === 'other' ? path : dirname(path)
}

const isPassedOver = (name: string): boolean => isIgnoredFolder(name) || /^samples?$/i.test(name)

/** Of paths that changed, those that are folders or are gone, which a scan can be limited to: a file of another kind is none. */
export const foldersToScan = async (paths: readonly string[]): Promise<string[]> => {
  const kinds = await Promise.all(
    paths.map(async (path) =>
      stat(path).then(
        (stats) => stats.isDirectory(),
        () => true,
      ),
    ),
  )
  return paths.filter((_, index) => kinds[index])
}
