import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface FilmTreeOptions {
  /** How many films. */
  films: number
  /** Another seed gives other titles. Default 1. */
  seed?: number
}

/** What a made tree holds, by what a scan should find. */
export interface FilmTree {
  films: number
  /** Video files of films: parts and versions each count. */
  files: number
  extras: number
  samples: number
  nfos: number
  posters: number
}

/**
 * Makes a tree of film folders as people have them, always the same for a seed: an NFO beside a third, posters, extras by
 * folder and by suffix, samples, versions and parts. Files are a few hundred bytes: what a scan costs is their number.
 */
export const makeFilmTree = async (folder: string, { films, seed = 1 }: FilmTreeOptions): Promise<FilmTree> => {
  const tree: FilmTree = { films, files: 0, extras: 0, samples: 0, nfos: 0, posters: 0 }
  const random = randomOf(seed)
  for (let start = 0; start < films; start += atATime) {
    const made = Array.from({ length: Math.min(atATime, films - start) }, (_, offset) => filmOf(start + offset, random))
    await Promise.all(made.map(async (film) => await writeFilm(folder, film)))
    for (const film of made) count(tree, film)
  }
  return tree
}

const atATime = 64

/** Files of a film's folder by relative path, each with its content. */
interface MadeFilm {
  folder: string
  videos: string[]
  extras: string[]
  samples: string[]
  nfo: { name: string; content: string } | undefined
  posters: string[]
}

const count = (tree: FilmTree, film: MadeFilm): void => {
  tree.files += film.videos.length
  tree.extras += film.extras.length
  tree.samples += film.samples.length
  tree.nfos += film.nfo === undefined ? 0 : 1
  tree.posters += film.posters.length
}

const writeFilm = async (root: string, film: MadeFilm): Promise<void> => {
  const contents = new Map<string, string>([
    ...[...film.videos, ...film.extras, ...film.samples].map((name) => [name, videoContent(`${film.folder}/${name}`)] as const),
    ...film.posters.map((name) => [name, 'not really a picture'] as const),
    ...(film.nfo === undefined ? [] : [[film.nfo.name, film.nfo.content] as const]),
  ])
  const folders = new Set([...contents.keys()].map((name) => join(root, film.folder, name, '..')))
  for (const path of folders) await mkdir(path, { recursive: true })
  await Promise.all([...contents].map(async ([name, content]) => await writeFile(join(root, film.folder, name), content)))
}

/** No two files are alike, so that none is taken for another that moved. */
const videoContent = (path: string): string => `${path}\n${'.'.repeat(200 + (path.length % 97))}`

const filmOf = (index: number, random: () => number): MadeFilm => {
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[Math.floor(random() * items.length)] ?? items[0]
  const title = `${pick(adjectives)} ${pick(nouns)} ${numeralOf(index)}`
  const year = 1930 + Math.floor(random() * 90)
  const name = `${title} (${year})`
  const chance = random()
  const dotted = `${title.replaceAll(' ', '.')}.${year}.${pick(['720p', '1080p', '2160p'])}.${pick(['BluRay.x264', 'WEB-DL.H264', 'DVDRip.XviD'])}-GRP`
  const plain = chance < 0.5 ? name : dotted
  const versions = index % 25 === 7 ? [`${name} - 1080p.mkv`, `${name} - 2160p.mkv`] : undefined
  const parts = index % 40 === 11 ? [`${name} cd1.avi`, `${name} cd2.avi`] : undefined
  const edition = index % 30 === 13 ? [`${name} {edition-Director's Cut}.mkv`] : undefined
  return {
    folder: name,
    videos: versions ?? parts ?? edition ?? [`${plain}.mkv`],
    extras: [
      ...(index % 8 === 3 ? ['Behind The Scenes/Making of.mkv', 'Behind The Scenes/Interview.mkv'] : []),
      ...(index % 10 === 4 ? [`${name}-trailer.mp4`] : []),
    ],
    samples: index % 20 === 5 ? ['Sample/sample.mkv'] : [],
    nfo:
      index % 3 === 0
        ? { name: versions || parts || edition ? 'movie.nfo' : `${plain}.nfo`, content: nfoOf({ title, year, index }, pick) }
        : undefined,
    posters: index % 2 === 0 ? ['poster.jpg', 'fanart.jpg'] : [],
  }
}

const nfoOf = (
  { title, year, index }: { title: string; year: number; index: number },
  pick: <Item>(items: readonly [Item, ...Item[]]) => Item,
): string => {
  const actors = Array.from({ length: 8 }, (_, order) => {
    return `  <actor><name>${pick(firstNames)} ${pick(lastNames)}</name><role>${pick(nouns)}</role><order>${order}</order></actor>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>',
    '<movie>',
    `  <title>${title}</title>`,
    `  <originaltitle>${title}</originaltitle>`,
    `  <year>${year}</year>`,
    `  <plot>${Array.from({ length: 12 }, () => `The ${pick(adjectives)} ${pick(nouns)} meets a ${pick(nouns)}.`).join(' ')}</plot>`,
    `  <runtime>${80 + (index % 60)}</runtime>`,
    `  <genre>${pick(genres)}</genre>`,
    `  <genre>${pick(genres)}</genre>`,
    `  <uniqueid type="tmdb" default="true">${1_000_000 + index}</uniqueid>`,
    `  <uniqueid type="imdb">tt${String(9_000_000 + index)}</uniqueid>`,
    `  <director>${pick(firstNames)} ${pick(lastNames)}</director>`,
    ...actors,
    '</movie>',
  ].join('\n')
}

/** A word for each index, so that no two films of a tree have the same title. */
const numeralOf = (index: number): string => {
  const syllables = ['ba', 'de', 'fi', 'go', 'lu', 'ma', 'ne', 'pi', 'ro', 'tu'] as const
  const word = [...String(index)].map((digit) => syllables[Number(digit)] ?? '').join('')
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}

/** A small generator of numbers from 0 to 1 (mulberry32), the same for a seed on every machine. */
const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const adjectives = [
  'Silent',
  'Golden',
  'Broken',
  'Distant',
  'Hidden',
  'Crimson',
  'Paper',
  'Frozen',
  'Restless',
  'Gentle',
  'Electric',
  'Hollow',
  'Second',
  'Wandering',
  'Northern',
  'Velvet',
] as const
const nouns = [
  'River',
  'Lantern',
  'Garden',
  'Station',
  'Harbour',
  'Mirror',
  'Orchard',
  'Engine',
  'Letter',
  'Shadow',
  'Bridge',
  'Summer',
  'Winter',
  'Captain',
  'Sister',
  'Clock',
] as const
const firstNames = [
  'Ada',
  'Bruno',
  'Clara',
  'David',
  'Elena',
  'Felix',
  'Greta',
  'Hugo',
  'Irene',
  'Jonas',
  'Karin',
  'Leo',
  'Marta',
  'Niels',
  'Olga',
  'Paul',
] as const
const lastNames = [
  'Abel',
  'Berger',
  'Castell',
  'Dorn',
  'Engel',
  'Faber',
  'Grund',
  'Hartmann',
  'Iven',
  'Jansen',
  'Keller',
  'Lindt',
  'Moreau',
  'Novak',
  'Olsen',
  'Petrov',
] as const
const genres = ['Drama', 'Comedy', 'Thriller', 'Western', 'Mystery', 'Romance', 'Adventure', 'Documentary'] as const
