import type { ArtworkType } from '../movie-fields.ts'
import { comparable } from './film-in-folder.ts'
import type { FilmInFolder } from './film-in-folder.ts'

/** A picture beside a film: the name as it is written in the folder, and what it shows. */
export interface LocalArtwork {
  type: ArtworkType
  name: string
}

const EXTENSION = /\.(?:jpe?g|png|webp|tbn)$/

// In the order of preference within a type. The words follow the film's name and a hyphen, or stand alone.
const WORDS: Readonly<Partial<Record<ArtworkType, readonly string[]>>> = {
  poster: ['poster', 'folder', 'cover', 'movie', 'default'],
  backdrop: ['fanart', 'backdrop', 'backdrops', 'background', 'art'],
  logo: ['clearlogo', 'logo'],
  banner: ['banner'],
  thumb: ['landscape', 'thumb'],
  disc: ['disc', 'discart', 'cdart'],
  art: ['clearart'],
}
const ONLY_ALONE = new Set(['folder', 'cover', 'movie', 'default', 'art'])
const TYPES: readonly ArtworkType[] = ['poster', 'backdrop', 'logo', 'banner', 'thumb', 'disc', 'art']

/**
 * Finds a film's pictures among the names in its folder (no paths, nothing is read): `<film>-poster.jpg`, `<film>.jpg` and their like,
 * and `poster.jpg`, `fanart2.png`, … when the film is alone there. Of one type the best comes first: pictures named like the film before
 * general ones, then by word, number (`backdrop` before `backdrop2`) and name.
 */
export function findLocalArtwork(files: readonly string[], film: FilmInFolder): LocalArtwork[] {
  const found = files.flatMap((name) => {
    const ranked = rank(comparable(name), film)
    return ranked ? [{ ...ranked, name }] : []
  })
  found.sort((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || a.place - b.place || (a.name < b.name ? -1 : 1))
  return found.map(({ type, name }) => ({ type, name }))
}

interface Ranked {
  type: ArtworkType
  place: number
}

const GENERAL = 10_000

function rank(file: string, film: FilmInFolder): Ranked | undefined {
  const stem = file.replace(EXTENSION, '')
  if (stem === file) return undefined
  const base = comparable(film.baseName)
  // A film may be called "Poster": its own picture is found before the word is.
  if (stem === base) return { type: 'poster', place: 900 }
  if (stem.startsWith(`${base}-`)) return rankWord(stem.slice(base.length + 1), (word) => !ONLY_ALONE.has(word))
  if (!film.alone) return undefined
  const general = rankWord(stem, () => true)
  return general && { type: general.type, place: general.place + GENERAL }
}

/** `fanart`, `fanart2`, `fanart-2`: earlier words before later ones, lower numbers before higher ones. */
function rankWord(text: string, allowed: (word: string) => boolean): Ranked | undefined {
  const [, word, digits] = /^([a-z]+)-?(\d{0,2})$/.exec(text) ?? []
  if (word === undefined || !allowed(word)) return undefined
  for (const type of TYPES) {
    const preference = (WORDS[type] ?? []).indexOf(word)
    if (preference !== -1) return { type, place: preference * 100 + Number(digits) }
  }
  return undefined
}
