import type { ExtraType } from './parsed-name.ts'

const EXTRA_FOLDERS: Readonly<Record<string, ExtraType>> = {
  trailer: 'trailer',
  trailers: 'trailer',
  featurette: 'featurette',
  featurettes: 'featurette',
  'behind the scenes': 'behindTheScenes',
  'making of': 'behindTheScenes',
  'deleted scenes': 'deletedScene',
  'deleted scene': 'deletedScene',
  deleted: 'deletedScene',
  interview: 'interview',
  interviews: 'interview',
  scene: 'scene',
  scenes: 'scene',
  short: 'short',
  shorts: 'short',
  clip: 'clip',
  clips: 'clip',
  sample: 'sample',
  samples: 'sample',
  backdrops: 'themeVideo',
  extra: 'other',
  extras: 'other',
  other: 'other',
  others: 'other',
  bonus: 'other',
  'bonus material': 'other',
  'special features': 'other',
  supplements: 'other',
}

const IGNORED = new Set([
  '@eadir',
  '#recycle',
  '$recycle.bin',
  'lost+found',
  'system volume information',
  '@recycle',
  '#snapshot',
  '.trashes',
])

/** Whether a folder is the inside of a disc, so that all of it is one film. */
export function isDiscFolder(name: string): boolean {
  return /^(?:bdmv|video_ts|hvdvd_ts|certificate)$/i.test(name)
}

/** What the videos below a folder are when its name says that they are extras: `Behind The Scenes`, `trailers`. */
export function extraTypeOfFolder(name: string): ExtraType | undefined {
  const key = name
    .toLowerCase()
    .replace(/[\s._-]+/g, ' ')
    .trim()
  return Object.hasOwn(EXTRA_FOLDERS, key) ? EXTRA_FOLDERS[key] : undefined
}

/** Whether a folder holds what no person put there: hidden folders, recycle bins and the like of file systems and network drives. */
export function isIgnoredFolder(name: string): boolean {
  return (name.startsWith('.') && name !== '.' && name !== '..') || IGNORED.has(name.toLowerCase())
}
