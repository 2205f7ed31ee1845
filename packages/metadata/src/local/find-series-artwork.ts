import { comparable } from './film-in-folder.ts'
import { findLocalArtwork, type LocalArtwork } from './find-local-artwork.ts'

const PICTURE = /\.(?:jpe?g|png|webp|tbn)$/

/**
 * Finds the pictures of one season: `season02-poster.jpg` and `season-specials-poster.jpg` in the folder of the series, and
 * in a folder of the season's own (`own`) also what would be a film's there: `poster.jpg`, `folder.jpg`, `season02.jpg`.
 */
export function findSeasonArtwork(files: readonly string[], season: { number: number; own: boolean }): LocalArtwork[] {
  const base = season.number === 0 ? 'season-specials' : `season${String(season.number).padStart(2, '0')}`
  return findLocalArtwork(files, { baseName: base, alone: season.own })
}

/** Finds the still of an episode beside its file (a name without extension): `<file>-thumb.jpg`, `<file>.jpg` and their like. */
export function findEpisodeStill(names: ReadonlyMap<string, string>, baseName: string): string | undefined {
  const base = comparable(baseName)
  for (const suffix of ['-thumb', '', '-still', '-landscape']) {
    for (const extension of ['jpg', 'png', 'jpeg', 'webp', 'tbn']) {
      const found = names.get(`${base}${suffix}.${extension}`)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** The names of a folder by what they compare by; for looking up many. */
export function byComparableName(files: readonly string[], kind: 'pictures' | 'nfos'): Map<string, string> {
  const wanted = (name: string): boolean => (kind === 'nfos' ? name.endsWith('.nfo') : PICTURE.test(name))
  return new Map(files.map((file) => [comparable(file), file] as const).filter(([name]) => wanted(name)))
}
