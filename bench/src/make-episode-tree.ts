import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface EpisodeTreeOptions {
  /** How many files of episodes. */
  episodes: number
  /** How many series they are of. */
  series: number
}

/** What a made tree holds, by what a scan should find. */
export interface EpisodeTree {
  series: number
  /** Video files of episodes. */
  files: number
  /** Of series and of episodes together. */
  nfos: number
  pictures: number
}

/**
 * Makes a tree of series as people have them, always the same: season folders named in several ways, a seventh daily shows by
 * date, a seventh anime by absolute number, specials, files of two episodes, releases in scene style; an NFO of the series and
 * pictures with a third, NFOs and stills of all episodes with a tenth. Files are a few hundred bytes: what a scan costs is their
 * number.
 */
export const makeEpisodeTree = async (folder: string, { episodes, series }: EpisodeTreeOptions): Promise<EpisodeTree> => {
  const tree: EpisodeTree = { series, files: 0, nfos: 0, pictures: 0 }
  for (let index = 0; index < series; index++) {
    const count = Math.floor(((index + 1) * episodes) / series) - Math.floor((index * episodes) / series)
    const files = seriesFiles(index, count)
    for (const { kind } of files) {
      if (kind === 'video') tree.files++
      else if (kind === 'nfo') tree.nfos++
      else tree.pictures++
    }
    const folders = new Set(files.map(({ path }) => dirname(join(folder, path))))
    for (const path of folders) await mkdir(path, { recursive: true })
    await Promise.all(files.map(async ({ path, content }) => await writeFile(join(folder, path), content)))
  }
  return tree
}

interface MadeFile {
  path: string
  kind: 'video' | 'nfo' | 'picture'
  content: string
}

const seriesFiles = (index: number, count: number): MadeFile[] => {
  const title = titleOf(index)
  const year = 1960 + (index % 60)
  const own = index % 4 === 0 ? title : `${title} (${year})`
  const made = Array.from({ length: count }, (_, episode) => episodeFiles({ index, episode, title, own, withNfo: index % 10 === 3 }))
  const sidecars: MadeFile[] =
    index % 3 === 0
      ? [
          { path: `${own}/tvshow.nfo`, kind: 'nfo', content: seriesNfo(index, title, year) },
          { path: `${own}/poster.jpg`, kind: 'picture', content: 'not really a picture' },
          { path: `${own}/fanart.jpg`, kind: 'picture', content: 'not really a picture' },
        ]
      : []
  return [...sidecars, ...made.flat()]
}

interface EpisodeToMake {
  index: number
  episode: number
  title: string
  own: string
  withNfo: boolean
}

const perSeason = 20

const episodeFiles = ({ index, episode, title, own, withNfo }: EpisodeToMake): MadeFile[] => {
  const base = `${own}/${nameOf({ index, episode, title })}`
  // No two files are alike, so that none is taken for another that moved.
  const video: MadeFile = { path: `${base}.mkv`, kind: 'video', content: `${base}\n${'.'.repeat(200 + (base.length % 97))}` }
  if (!withNfo) return [video]
  return [
    video,
    { path: `${base}.nfo`, kind: 'nfo', content: episodeNfo(index, episode) },
    { path: `${base}-thumb.jpg`, kind: 'picture', content: 'not really a picture' },
  ]
}

const nameOf = ({ index, episode, title }: Pick<EpisodeToMake, 'index' | 'episode' | 'title'>): string => {
  if (index % 7 === 5) return `${title} - ${dayOf(episode)} - ${words(index + episode)}`
  if (index % 7 === 6) return `[Group] ${title} - ${two(episode + 1)} [1080p]`
  const season = Math.floor(episode / perSeason) + 1
  const number = (episode % perSeason) + 1
  if (number === perSeason && season > 1) return `Specials/${title} S00E${two(season)}`
  const folder = [`Season ${season}`, `Season ${two(season)}`, `S${two(season)}`, `Staffel ${season}`][index % 4] ?? ''
  const code = `S${two(season)}E${two(number)}`
  if (index % 2 === 0) return `${folder}/${title.replaceAll(' ', '.')}.${code}.${words(episode).replaceAll(' ', '.')}.1080p.WEB-DL.H264-GRP`
  if (number === perSeason - 1) return `${folder}/${title} ${code}-E${two(number + 50)}`
  return `${folder}/${title} - ${code} - ${words(index * 31 + episode)}`
}

const two = (number: number): string => String(number).padStart(2, '0')

const dayOf = (episode: number): string => new Date(Date.UTC(2020, 0, 1 + episode)).toISOString().slice(0, 10)

const seriesNfo = (index: number, title: string, year: number): string =>
  [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>',
    '<tvshow>',
    `  <title>${title}</title>`,
    `  <year>${year}</year>`,
    `  <plot>${Array.from({ length: 12 }, (_, line) => `The ${words(index + line)} goes on.`).join(' ')}</plot>`,
    '  <genre>Drama</genre>',
    `  <uniqueid type="tvdb" default="true">${1_000_000 + index}</uniqueid>`,
    ...Array.from(
      { length: 8 },
      (_, order) => `  <actor><name>${words(index * 7 + order)} ${words(index + order * 13)}</name><role>${words(order)}</role></actor>`,
    ),
    '</tvshow>',
  ].join('\n')

const episodeNfo = (index: number, episode: number): string =>
  [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>',
    '<episodedetails>',
    `  <title>${words(index + episode)}</title>`,
    `  <plot>The ${words(episode)} meets a ${words(index)}.</plot>`,
    `  <aired>${dayOf(episode)}</aired>`,
    `  <uniqueid type="tvdb">${index * 1_000 + episode}</uniqueid>`,
    `  <director>${words(index * 7)} ${words(index)}</director>`,
    `  <actor><name>${words(episode * 3)} ${words(index)}</name><role></role></actor>`,
    '</episodedetails>',
  ].join('\n')

/** A word for each index, so that no two series of a tree have the same title. */
const titleOf = (index: number): string => {
  const syllables = ['ba', 'de', 'fi', 'go', 'lu', 'ma', 'ne', 'pi', 'ro', 'tu'] as const
  const word = [...String(index)].map((digit) => syllables[Number(digit)] ?? '').join('')
  return `${words(index)} ${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}

const words = (number: number): string =>
  `${adjectives[number % adjectives.length]} ${nouns[Math.floor(number / adjectives.length) % nouns.length]}`

const adjectives = ['Silent', 'Golden', 'Broken', 'Distant', 'Hidden', 'Crimson', 'Paper', 'Frozen', 'Restless', 'Gentle', 'Hollow']
const nouns = ['River', 'Lantern', 'Garden', 'Station', 'Harbour', 'Mirror', 'Orchard', 'Engine', 'Letter', 'Shadow', 'Bridge', 'Captain']
