/** Names as they are met in libraries, made up: half films, half episodes, each another. The same for the same count. */
export const madeNames = (count: number): { type: 'movie' | 'tvshow'; name: string }[] => {
  let seed = 20_261
  const below = (limit: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * limit)
  }
  const one = (list: readonly string[]): string => list[below(list.length)] ?? ''
  const title = (joint: string): string => Array.from({ length: 1 + below(4) }, () => one(words)).join(joint)
  const tags = (joint: string): string => [one(resolutions), one(sources), one(codecs), one(sounds)].filter((tag) => tag !== '').join(joint)
  const two = (number: number): string => String(number).padStart(2, '0')
  const films = [
    () => `${title('.')}.${1930 + below(95)}.${tags('.')}-${one(groups)}.mkv`,
    () => `${title(' ')} (${1930 + below(95)}).mkv`,
    () =>
      `${title(' ')} (${1930 + below(95)}) {tmdb-${below(900_000)}} - [${one(sources)}-${one(resolutions)}][${one(sounds)}]-${one(groups)}.mkv`,
    () => `${title('_')}_${1930 + below(95)}_${one(editions)}_${tags('_')}.avi`,
  ]
  const episodes = [
    () => `${title('.')}.S${two(1 + below(20))}E${two(1 + below(24))}.${title('.')}.${tags('.')}-${one(groups)}.mkv`,
    () => `${title(' ')} - ${1 + below(9)}x${two(1 + below(24))} - ${title(' ')}.mkv`,
    () => `[${one(groups)}] ${title(' ')} - ${two(1 + below(400))} [${one(resolutions)}].mkv`,
    () => `${title('.')}.${2000 + below(25)}.${two(1 + below(12))}.${two(1 + below(28))}.${title('.')}.${tags('.')}-${one(groups)}.mp4`,
  ]
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? { type: 'movie', name: films[below(films.length)]?.() ?? '' }
      : { type: 'tvshow', name: episodes[below(episodes.length)]?.() ?? '' },
  )
}

const words =
  'Amber Lantern River Crooked Winter Harbour Seven Glass Meadow Thunder Copper Silent Orchard Raven Northern Paper Hollow Iron Summer Marble Garden Signal Velvet Broken Harvest Distant Ember Willow'.split(
    ' ',
  )
const resolutions = ['2160p', '1080p', '720p', '480p']
const sources = ['BluRay', 'WEB-DL', 'WEBRip', 'HDTV', 'DVDRip']
const codecs = ['x264', 'x265', 'H.264', 'HEVC', 'XviD']
const sounds = ['DTS-HD.MA.5.1', 'AAC2.0', 'DDP5.1', 'AC3', '']
const editions = ['Extended', 'Directors.Cut', 'UNRATED', 'Remastered']
const groups = ['GRP', 'NOGRP', 'Lantern', 'QUAY', 'oak']
