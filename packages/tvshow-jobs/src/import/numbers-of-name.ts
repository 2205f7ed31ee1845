import type { EpisodeNumbers } from '@backlot/catalog'
import type { ParsedPath } from '@backlot/media-names'

/** Which episodes a name says that its file holds. Halves (`10.5`) are no episode that any list has, so they are left out. */
export const numbersOfName = ({
  season,
  episodes,
  absolute,
  airDate,
}: Pick<ParsedPath, 'season' | 'episodes' | 'absolute' | 'airDate'>): EpisodeNumbers[] => {
  const whole = { episodes: episodes.filter(Number.isInteger), absolute: absolute.filter(Number.isInteger) }
  if (whole.episodes.length > 0) {
    // Where both are told, one by one, they mean the same episodes. A series without seasons has one.
    const both = whole.absolute.length === whole.episodes.length
    return whole.episodes.map((number, index) => ({ season: season ?? 1, number, ...(both && { absolute: whole.absolute[index] }) }))
  }
  if (whole.absolute.length > 0) return whole.absolute.map((number) => ({ absolute: number }))
  return airDate === undefined ? [] : [{ aired: airDate }]
}

/** Numbers as one text, the same for the same episode. */
export const numbersKey = ({ season, number, absolute, aired }: EpisodeNumbers): string =>
  number === undefined ? (absolute === undefined ? `on ${aired}` : `abs ${absolute}`) : `${season}x${number}`
